import net from 'node:net'
import tls from 'node:tls'
import { encodeSentence, readReply, SentenceDecoder, type Word } from '../../office/routeros/codec.ts'

/** A command as the device sees it: its path, its attributes and its conditions. */
export interface Heard {
  path: string
  attributes: Readonly<Record<string, string>>
  /** Conditions, as sent. */
  queries: readonly string[]
  tag: string | null
}

/** The device's side of one connection. */
export interface DeviceSide {
  socket: net.Socket
  /** Everything heard so far. */
  heard: Heard[]
  /** Sends a sentence; with a tag, as its last word. */
  say(words: readonly Word[], tag?: string | null): void
}

type Script = (command: Heard, device: DeviceSide) => void

export interface ScriptedRouter {
  port: number
  /** Connections, in the order they came. */
  devices: DeviceSide[]
  close(): Promise<void>
}

/** A device that does what a test tells it: nothing of RouterOS but the framing is built in. */
export async function scriptedRouter(script: Script, secure?: tls.TlsOptions): Promise<ScriptedRouter> {
  const devices: DeviceSide[] = []
  const accept = (socket: net.Socket): void => {
    devices.push(deviceSide(socket, script))
  }
  const server = secure ? tls.createServer(secure, accept) : net.createServer(accept)
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => sockets.add(socket))
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    devices,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function deviceSide(socket: net.Socket, script: Script): DeviceSide {
  const device: DeviceSide = {
    socket,
    heard: [],
    say: (words, tag) => void socket.write(encodeSentence(tag == null ? words : [...words, `.tag=${tag}`])),
  }
  const decoder = new SentenceDecoder((bytes, bounds) => {
    const { kind, tag, row, words } = readReply(bytes, bounds)
    const command = { path: kind, attributes: row, queries: words, tag }
    device.heard.push(command)
    script(command, device)
  })
  socket.on('data', (chunk: Buffer) => {
    try {
      decoder.push(chunk)
    } catch {
      // Somebody speaks TLS to a port that does not; what the device does about it is the test's.
    }
  })
  socket.on('error', () => undefined)
  return device
}

/** A script with the usual answer to a login before it. */
export const loggedIn =
  (script: Script): Script =>
  (command, device) =>
    command.path === '/login' ? device.say(['!done'], command.tag) : script(command, device)
