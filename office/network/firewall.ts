import type { FirewallSnippet, ReglaFirewall } from '../../contract/index.ts'
import { parseBoolean, type RouterosSession, type Row } from '../routeros/index.ts'

const FILTER = [
  '.id',
  'chain',
  'action',
  'src-address-list',
  'protocol',
  'dst-port',
  'reject-with',
  'disabled',
  'dst-address-list',
]
const NAT = ['.id', 'chain', 'action', 'src-address-list', 'protocol', 'dst-port', 'disabled']

/** Address of the notice that debtors' pages are sent to; a person puts their own in its place. */
const NOTICE = '192.0.2.10'

const isOn = (row: Row): boolean => parseBoolean(row['disabled']) !== true

interface Has {
  filter: readonly Row[]
  nat: readonly Row[]
  profiles: readonly Row[]
}

/**
 * What a list of debtors needs, from what works in the field: names go on being resolved, at little speed; what they may still see is let
 * through; plain pages go to a notice (encrypted ones cannot); the rest is refused at once, since a client that is only dropped waits for
 * minutes. Established connections that FastTrack carries pass by all of it until they end.
 */
function rulesFor(lista: string, { filter, nat, profiles }: Has): ReglaFirewall[] {
  const from = `src-address-list=${lista}`
  const of = (rows: readonly Row[], test: (row: Row) => boolean) =>
    rows.some((row) => isOn(row) && row['src-address-list'] === lista && test(row))
  const forward = (test: (row: Row) => boolean) => of(filter, (row) => row['chain'] === 'forward' && test(row))
  const allowed = `${lista}-permitidos`
  const path = '/ip firewall filter'
  const fast = filter.some((row) => isOn(row) && row['action'] === 'fasttrack-connection')
  return [
    {
      clave: 'dns',
      presente: forward((row) => row['action'] === 'accept' && (row['dst-port'] ?? '').split(',').includes('53')),
      comandos: [
        `${path} add chain=forward ${from} protocol=udp dst-port=53 limit=20,40:packet action=accept comment="morosos: DNS"`,
        `${path} add chain=forward ${from} protocol=tcp dst-port=53 limit=5,10:packet action=accept comment="morosos: DNS"`,
      ],
    },
    {
      clave: 'permitidos',
      presente: forward((row) => row['action'] === 'accept' && (row['dst-address-list'] ?? '') !== ''),
      comandos: [
        `/ip firewall address-list add list=${allowed} address=${NOTICE} comment="morosos: aviso y pago"`,
        `${path} add chain=forward ${from} dst-address-list=${allowed} action=accept comment="morosos: permitidos"`,
      ],
    },
    {
      clave: 'aviso',
      presente: of(nat, (row) => row['action'] === 'dst-nat' && (row['dst-port'] ?? '').split(',').includes('80')),
      comandos: [
        `/ip firewall nat add chain=dstnat ${from} protocol=tcp dst-port=80 action=dst-nat to-addresses=${NOTICE} to-ports=80 comment="morosos: aviso"`,
      ],
    },
    {
      clave: 'rechazo',
      presente: forward((row) => row['action'] === 'reject'),
      comandos: [
        `${path} add chain=forward ${from} action=reject reject-with=icmp-admin-prohibited comment="morosos: rechazo"`,
      ],
    },
    {
      clave: 'fasttrack',
      presente:
        !fast ||
        filter.some((row) => row['action'] === 'fasttrack-connection' && row['src-address-list'] === `!${lista}`),
      comandos: fast ? [`${path} set [find action=fasttrack-connection] src-address-list=!${lista}`] : [],
    },
    {
      clave: 'perfil',
      presente: profiles.some((row) => row['address-list'] === lista),
      comandos: [`/ppp profile add name=${lista} address-list=${lista} copy-from=default`],
    },
  ]
}

/** Reads what the device has and says what is missing, with the script that adds it. Writes nothing. */
export async function firewallOf(
  session: RouterosSession,
  device: { dispositivoId: string; dispositivo: string },
  lista: string,
): Promise<FirewallSnippet> {
  const [filter, nat, profiles] = await Promise.all([
    session.call('/ip/firewall/filter/print', { proplist: FILTER }),
    session.call('/ip/firewall/nat/print', { proplist: NAT }),
    session.call('/ppp/profile/print', { proplist: ['name', 'address-list'] }),
  ])
  const reglas = rulesFor(lista, { filter: filter.rows, nat: nat.rows, profiles: profiles.rows })
  const script = reglas.flatMap(({ presente, comandos }) => (presente ? [] : comandos)).join('\n')
  return { ...device, lista, reglas, script }
}
