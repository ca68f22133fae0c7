import type { Vecino } from '../../../contract/index.ts'
import { decodeText } from '../../routeros/index.ts'

/** MikroTik's neighbour discovery: UDP, a header of four bytes, then type, length and value, both 16 bits, big end first. */
export const MNDP_PORT = 5678
/** What makes every neighbour announce itself. */
export const MNDP_REQUEST = Buffer.alloc(4)

const HEADER = 4
const TYPES = {
  mac: 1,
  identity: 5,
  version: 7,
  platform: 8,
  uptime: 10,
  softwareId: 11,
  board: 12,
  ipv6: 15,
  interface: 16,
  ipv4: 17,
} as const

export type Neighbour = Omit<Vecino, 'dispositivo'>

/** A neighbour's announcement; null for what is none: requests, other programs, cut packets without a MAC. */
export function parseMndp(packet: Uint8Array): Neighbour | null {
  const values = parts(packet)
  const mac = values?.get(TYPES.mac)
  if (!values || mac?.length !== 6) return null
  const text = (type: number): string => printable(values.get(type))
  return {
    mac: [...mac].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':'),
    identidad: text(TYPES.identity),
    plataforma: text(TYPES.platform),
    modelo: text(TYPES.board),
    version: text(TYPES.version).split(' ')[0] ?? '',
    softwareId: text(TYPES.softwareId),
    uptime: uptimeOf(values.get(TYPES.uptime)),
    interfaz: text(TYPES.interface),
    ipv4: ipv4Of(values.get(TYPES.ipv4)),
    ipv6: ipv6Of(values.get(TYPES.ipv6)),
  }
}

/** Values by type, as far as they are whole; null where a length points beyond the packet at once. */
function parts(packet: Uint8Array): Map<number, Uint8Array> | null {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const values = new Map<number, Uint8Array>()
  let at = HEADER
  while (at + 4 <= packet.length) {
    const type = view.getUint16(at)
    const end = at + 4 + view.getUint16(at + 2)
    if (end > packet.length) break
    values.set(type, packet.subarray(at + 4, end))
    at = end
  }
  return values.size === 0 ? null : values
}

const MAX_TEXT = 128

/** Text of a packet that anybody on the network may have sent. */
const printable = (bytes: Uint8Array | undefined): string =>
  bytes
    ? decodeText(bytes.subarray(0, MAX_TEXT))
        .text.replaceAll(/\p{Cc}/gu, '')
        .trim()
    : ''

/** The one number in it whose lowest byte comes first. */
function uptimeOf(bytes: Uint8Array | undefined): number | null {
  if (bytes?.length !== 4) return null
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
}

const ipv4Of = (bytes: Uint8Array | undefined): string | null => (bytes?.length === 4 ? bytes.join('.') : null)

function ipv6Of(bytes: Uint8Array | undefined): string | null {
  if (bytes?.length !== 16) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16)
  const groups = Array.from({ length: 8 }, (_, at) => view.getUint16(at * 2).toString(16))
  // The one way to write it: `new URL` shortens as RFC 5952 says.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
