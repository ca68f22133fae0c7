// The announcements of MikroTik's neighbour discovery (UDP 5678): a header of four bytes, then type, length and value.
import dgram from 'node:dgram'
import type { Router } from './router.ts'

const EVERY_MS = 60_000

/** The packet by which a router says who it is. @param sequence counts its packets */
export function announcement(router: Router, sequence: number, address: string): Buffer {
  const port = router.table('/interface').find('name', 'ether1')
  const mac = Buffer.from((port?.['mac-address'] ?? '02:52:00:00:00:01').replaceAll(':', ''), 'hex')
  const uptime = Buffer.alloc(4)
  // The only number in it whose lowest byte comes first.
  uptime.writeUInt32LE(Math.floor(router.uptimeMs / 1000))
  const parts: [number, Buffer][] = [
    [1, mac],
    [5, Buffer.from(router.identity, 'latin1')],
    [7, Buffer.from(`${router.version} (stable)`)],
    [8, Buffer.from('MikroTik')],
    [10, uptime],
    [11, Buffer.from('ABCD-1234')],
    [12, Buffer.from(router.options.board ?? 'CCR2004-16G-2S+')],
    [14, Buffer.of(0)],
    [16, Buffer.from('ether1')],
    [17, Buffer.from(address.split('.').map(Number))],
  ]
  const header = Buffer.alloc(4)
  header.writeUInt16BE(sequence & 0xffff, 2)
  const encoded = parts.map(([type, value]) => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(type)
    head.writeUInt16BE(value.length, 2)
    return Buffer.concat([head, value])
  })
  return Buffer.concat([header, ...encoded])
}

/** Announces a router now and then. @returns how to stop */
export function announce(router: Router, address: string): () => void {
  const { mndp } = router.options
  if (!mndp) return () => undefined
  const socket = dgram.createSocket('udp4')
  let sequence = 0
  const say = () => socket.send(announcement(router, sequence++, address), mndp.port, mndp.address)
  socket.on('error', () => undefined)
  socket.bind(0, () => {
    socket.setBroadcast(true)
    say()
  })
  const timer = setInterval(say, mndp.everyMs ?? EVERY_MS)
  return () => {
    clearInterval(timer)
    socket.close()
  }
}
