import type { NetworkState } from '../routeros/types.ts'
import type { ServicioSembrado } from './types.ts'

/** Where PPPoE users of a router get their addresses: a /18 of the space of carriers. */
const poolOf = (router: number) => `100.${64 + (router % 64)}`
/** Where the clients with fixed addresses of a router live. */
const lanOf = (router: number) => `10.${100 + (router % 100)}`

/** A fixed address and a MAC address for the client at that place in the list. */
export function addressesOf(router: number, at: number): { address: string; mac: string } {
  const number = at + 10
  const hex = number.toString(16).padStart(6, '0').toUpperCase()
  return {
    address: `${lanOf(router)}.${Math.floor(number / 250)}.${(number % 250) + 2}`,
    mac: `02:43:50:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`,
  }
}

/** A configured router without clients. */
export function skeleton(router: number, planes: readonly ServicioSembrado['plan'][]): NetworkState {
  const [pool, lan] = [poolOf(router), lanOf(router)]
  const local = { 'local-address': `${pool}.0.1`, 'remote-address': 'pppoe' }
  return {
    '/interface/vlan': [
      { name: 'vlan100-clientes', type: 'vlan', 'vlan-id': '100', interface: 'ether2', running: 'true' },
    ],
    '/ip/pool': [
      { name: 'pppoe', ranges: `${pool}.0.10-${pool}.63.254` },
      { name: 'dhcp', ranges: `${lan}.200.10-${lan}.200.250` },
    ],
    '/ip/address': [
      { address: `${lan}.0.1/16`, interface: 'bridge' },
      { address: `192.0.2.${(router % 250) + 2}/24`, interface: 'ether1' },
    ],
    '/ip/route': [
      { 'dst-address': '0.0.0.0/0', gateway: '192.0.2.1', 'immediate-gw': '192.0.2.1%ether1', active: 'true' },
    ],
    '/interface/pppoe-server/server': [
      { 'service-name': 'pppoe-clientes', interface: 'vlan100-clientes', 'default-profile': 'default' },
    ],
    '/ppp/profile': [
      ...planes.map((plan) => ({
        name: plan.nombre,
        ...local,
        'rate-limit': `${plan.subida}M/${plan.bajada}M`,
        'only-one': 'yes',
      })),
      { name: 'morosos', ...local, 'rate-limit': '512k/512k', 'address-list': 'morosos' },
    ],
    '/ip/dhcp-server': [{ name: 'dhcp-clientes', interface: 'bridge', 'address-pool': 'dhcp' }],
    '/ip/dhcp-server/network': [{ address: `${lan}.0.0/16`, gateway: `${lan}.0.1`, 'dns-server': `${lan}.0.1` }],
    '/ip/firewall/filter': [
      {
        chain: 'forward',
        action: 'accept',
        protocol: 'udp',
        'dst-port': '53',
        'src-address-list': 'morosos',
        comment: 'morosos: DNS',
      },
      {
        chain: 'forward',
        action: 'reject',
        'reject-with': 'icmp-admin-prohibited',
        'src-address-list': 'morosos',
        comment: 'morosos: lo demás',
      },
    ],
    '/ip/firewall/nat': [{ chain: 'srcnat', action: 'masquerade', 'out-interface': 'ether1' }],
  }
}
