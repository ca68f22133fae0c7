import type { TipoObjetoRed } from '../../contract/enums.ts'
import type { Books } from '../../office/network/diagnose/books.ts'
import { type Ask, findObject } from '../../office/network/diagnose/found.ts'
import type { Row } from '../../office/routeros/index.ts'

/** A device that has these rows, whatever is asked of a menu beyond names and addresses. */
export function device(tables: Record<string, Row[]>): Ask {
  return {
    call: async (path, input) => {
      const menu = path.replace(/\/print$/, '')
      const asked = (input?.queries ?? []).flatMap(({ words }) => words.map((word) => String(word).slice(1).split('=')))
      const rows = (tables[menu] ?? []).filter((row) => asked.every(([name = '', value]) => row[name] === value))
      return { rows, ret: null }
    },
  }
}

/** What the books know of a service that is well. */
export const books = (fields: Partial<Books> = {}): Books => ({
  servicio: {
    estado: 'activo',
    motivoSuspension: null,
    planNombre: 'Hogar 20',
    fechaCorte: null,
    fechaActivacion: '2026-01-10',
  },
  condicion: 'activo',
  velocidad: { bajada: 20, subida: 5 },
  ip: '',
  perfilCorte: 'morosos',
  listaCorte: 'morosos',
  objetos: [],
  deuda: { vencido: 0, venceDesde: null, promesa: null, tolerancia: 0, diasGracia: 5 },
  trabajo: null,
  ...fields,
})

const SECRET = { name: 'ana', profile: 'hogar' }
const LEASE = { 'mac-address': 'AA:BB', address: '10.0.0.7', status: 'bound' }
const QUEUE = { name: 'q', target: '10.0.0.7/32' }
const MENUS = {
  ppp_secret: ['/ppp/secret', SECRET, 'ana'],
  dhcp_lease: ['/ip/dhcp-server/lease', LEASE, 'AA:BB'],
  simple_queue: ['/queue/simple', QUEUE, 'q'],
  uisp_servicio: ['', {}, ''],
} as const satisfies Record<TipoObjetoRed, readonly [string, Row, string]>

/** What a device says of an object of that kind with these properties (null: it is not there), and the device. */
export async function found(tipo: TipoObjetoRed, fields: Row | null = {}, tables: Record<string, Row[]> = {}) {
  const [menu, row, clave] = MENUS[tipo]
  const ask = device({ ...(fields === null ? {} : { [menu]: [{ ...row, ...fields }] }), ...tables })
  return { ask, found: await findObject(ask, { tipo, clave, dispositivoId: 'd' }) }
}
