// What has gathered on a router over the years beside its clients.
import { inventCliente, pppoeUser } from '../../../office/demo/people.ts'
import type { Row } from '../routeros/types.ts'
import { type Filling, put } from './filling.ts'
import type { Desorden } from './types.ts'

/** Serial numbers that no invented client of a list has. */
const NOBODY = 9000

export function clutter(filling: Filling): void {
  const { random } = filling
  const leave = (menu: string, clave: string, desorden: Desorden, row: Row) => {
    put(filling, menu, row)
    filling.objetos.push({ router: filling.at, menu, clave, codigo: null, desorden })
  }
  const secret = (name: string, desorden: Desorden, more: Row = {}) =>
    leave('/ppp/secret', name, desorden, {
      name,
      password: random.digits(6),
      service: 'pppoe',
      profile: 'default',
      'remote-address': 'pppoe',
      ...more,
    })

  secret('prueba', 'huerfano', { disabled: 'yes' })
  secret('tecnico', 'huerfano', { comment: 'NO BORRAR' })
  secret(`camara-torre${filling.at + 1}`, 'ajeno', { comment: 'cámara de la torre', 'remote-address': '192.0.2.240' })
  for (let each = 0; each < random.int(1, 3); each++) {
    const serial = NOBODY + filling.at * 10 + each
    const { nombreRazonSocial } = inventCliente(random, serial)
    secret(pppoeUser(nombreRazonSocial, serial), 'cliente_inexistente', { comment: `C-${serial} ${nombreRazonSocial}` })
  }
  leave('/queue/simple', 'TOTAL-TORRE', 'ajeno', { name: 'TOTAL-TORRE', target: 'bridge', 'max-limit': '500M/500M' })
  leave('/queue/simple', 'vecino', 'huerfano', {
    name: 'vecino',
    target: `10.${100 + (filling.at % 100)}.199.9`,
    'max-limit': '2M/10M',
  })
  leave('/ip/firewall/address-list', '198.51.100.7', 'ajeno', {
    list: 'administracion',
    address: '198.51.100.7',
    comment: 'oficina',
  })
  leave('/ip/firewall/address-list', '203.0.113.9', 'huerfano', { list: 'morosos', address: '203.0.113.9' })
  leave('/ip/dhcp-server/lease', `10.${100 + (filling.at % 100)}.200.11`, 'ajeno', {
    address: `10.${100 + (filling.at % 100)}.200.11`,
    'mac-address': `02:AA:00:00:00:${filling.at.toString(16).padStart(2, '0')}`,
    server: 'dhcp-clientes',
    'host-name': 'android-6f1',
    dynamic: 'true',
  })
}
