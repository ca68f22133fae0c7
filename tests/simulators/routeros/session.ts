// One connection of the API: logging in, commands that run at the same time under their tags, and their answers.
import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Call } from './call.ts'
import type { FaultMatch } from './faults.ts'
import { Output } from './output.ts'
import type { Router } from './router.ts'
import type { Item } from './table.ts'
import { interrupted, notPermitted, Trap } from './traps.ts'
import type { Fault, Manners } from './types.ts'
import { type Bytes, encodeWord, NotTheApi, SentenceReader, toBytes } from './wire.ts'

/** What a connection needs of the machine it is on. */
export interface Machine {
  router: Router
  manners(): Manners
  /** The fault that a command meets, if any; it counts as met. */
  faultFor: FaultMatch
  hold: (goOn: () => void) => void
  reboot(downMs: number): void
}

interface Running extends Call {
  tag: Bytes | undefined
  interrupt(): void
}

interface Sentence {
  command: Bytes
  tag: Bytes | undefined
  args: Map<Bytes, Bytes>
  queries: Bytes[]
}

const LOGIN_ATTEMPTS = 5
/** How long after the first piece of an answer the rest follows, ms. */
const PIECE_MS = 5

function read(words: readonly Bytes[]): Sentence {
  const sentence: Sentence = { command: words[0] ?? '', tag: undefined, args: new Map(), queries: [] }
  for (const word of words.slice(1)) {
    if (word.startsWith('.tag=')) sentence.tag = word.slice(5)
    else if (word.startsWith('?')) sentence.queries.push(word)
    else if (word.startsWith('=')) {
      const at = word.indexOf('=', 1)
      if (at < 0) sentence.args.set(word.slice(1), '')
      else sentence.args.set(word.slice(1, at), word.slice(at + 1))
    }
  }
  return sentence
}

export class Session {
  readonly #machine: Machine
  readonly #output: Output
  readonly #reader = new SentenceReader()
  readonly #running = new Set<Running>()
  #user: Bytes | null = null
  #challenge: Buffer | null = null
  #attempts = 0
  #closing = false

  constructor(machine: Machine, socket: Socket, wire: Socket) {
    const { router } = machine
    this.#machine = machine
    this.#output = new Output(socket, wire, machine.manners, (bytes) => (router.counters.bytesOut += bytes))
    socket.on('data', (chunk) => {
      router.counters.bytesIn += chunk.length
      if (!machine.manners().mute) this.#hear(chunk)
    })
    // What a peer sends or drops never harms a router.
    socket.on('error', () => undefined)
    wire.on('error', () => undefined)
    socket.on('end', () => socket.end())
    socket.on('close', () => this.#gone())
  }

  /** Ends it from this side. */
  end(how: 'drop' | 'reset'): void {
    this.#closing = true
    this.#output.end(how)
  }

  #gone(): void {
    this.#closing = true
    this.#output.close()
    for (const call of this.#running) call.finish()
  }

  #hear(chunk: Buffer): void {
    try {
      for (const words of this.#reader.push(chunk)) if (!this.#closing) this.#take(read(words))
    } catch (error) {
      if (!(error instanceof NotTheApi)) throw error
      this.end('drop')
    }
  }

  #say(words: readonly Bytes[], emit = (bytes: Bytes) => this.#output.send(bytes)): void {
    emit(`${words.map(encodeWord).join('')}\0`)
  }

  #fatal(message: Bytes): void {
    this.#say(['!fatal', message])
    this.end('drop')
  }

  #take(sentence: Sentence): void {
    const { command, args } = sentence
    const { commands } = this.#machine.router.counters
    commands[command] = (commands[command] ?? 0) + 1
    const fault = this.#machine.faultFor(command, args)
    if (fault) return this.#misbehave(fault, sentence)
    this.#obey(sentence)
  }

  #obey(sentence: Sentence, emit?: (bytes: Bytes) => void, then?: () => void): void {
    if (sentence.command === '/login') return this.#login(sentence)
    if (this.#user === null) return this.#fatal('not logged in')
    if (sentence.command === '/quit') return this.#fatal('session terminated on request')
    if (sentence.command === '/cancel') return this.#cancel(sentence)
    this.#run(sentence, this.#user, emit ?? ((bytes) => this.#output.send(bytes)), then)
  }

  #run(sentence: Sentence, user: Bytes, emit: (bytes: Bytes) => void, then?: () => void): void {
    const { router } = this.#machine
    const tag = sentence.tag === undefined ? [] : [`.tag=${sentence.tag}`]
    const tail = `${tag.map(encodeWord).join('')}\0`
    const head = encodeWord('!re')
    let rows = 0
    let onEnd: (() => void) | null = null
    let streaming = false
    const hides = router.hidesPasswords && !sentence.args.has('show-sensitive')
    const call: Running & { ended: boolean } = {
      router,
      user,
      ...sentence,
      mayReadSecrets: !hides && router.may(user, 'sensitive'),
      ended: false,
      re: (values, proplist) => {
        if (call.ended) return
        rows += 1
        emit(head + encodeValues(values, proplist) + tail)
      },
      stream: (end) => {
        streaming = true
        onEnd = end
      },
      finish: () => close([]),
      interrupt: () => {
        if (call.ended) return
        this.#trap(interrupted(), tag, emit)
        // The cancelled command ends after the one that cancelled it.
        queueMicrotask(() => close([]))
      },
    }
    const close = (last: readonly Bytes[]) => {
      if (call.ended) return
      call.ended = true
      this.#running.delete(call)
      onEnd?.()
      this.#say(['!done', ...last, ...tag], emit)
      then?.()
    }
    const fail = (error: unknown) => {
      if (call.ended) return
      if (!(error instanceof Trap)) console.error(error)
      this.#trap(error instanceof Trap ? error : new Trap(`failure: ${String(error)}`), tag, emit)
      close([])
    }
    const settle = (ret: Bytes | undefined | void) => {
      if (streaming) return
      const prints = /\/(print|getall)$/.test(sentence.command)
      if (prints && rows === 0 && ret === undefined && !call.ended && router.is('7.18'))
        this.#say(['!empty', ...tag], emit)
      close(typeof ret === 'string' ? [`=ret=${ret}`] : [])
    }
    this.#running.add(call)
    try {
      const command = router.command(sentence.command)
      if (!router.may(user, command.needs)) throw notPermitted()
      const result = command.run(call)
      if (result instanceof Promise) result.then(settle, fail)
      else settle(result)
    } catch (error) {
      fail(error)
    }
  }

  #trap({ message, category }: Trap, tag: readonly Bytes[], emit?: (bytes: Bytes) => void): void {
    const { categories = 'mixed' } = this.#machine.router.options
    const shown = categories === 'never' ? undefined : categories === 'always' ? (category ?? 4) : category
    this.#say(
      ['!trap', ...(shown === undefined ? [] : [`=category=${shown}`]), `=message=${toBytes(message)}`, ...tag],
      emit,
    )
  }

  #cancel({ tag, args }: Sentence): void {
    const wanted = args.get('tag')
    for (const call of [...this.#running]) if (wanted === undefined || call.tag === wanted) call.interrupt()
    this.#say(['!done', ...(tag === undefined ? [] : [`.tag=${tag}`])])
  }

  #login({ tag, args }: Sentence): void {
    const { router } = this.#machine
    const name = args.get('name') ?? ''
    const tags = tag === undefined ? [] : [`.tag=${tag}`]
    const user = router.table('/user').find('name', name)
    const right =
      user !== undefined && user['disabled'] !== 'true' && router.may(name, 'api') && this.#proves(user, args)
    if (!right && !router.is('6.43') && !args.has('response')) {
      this.#challenge = randomBytes(16)
      return this.#say(['!done', `=ret=${this.#challenge.toString('hex')}`, ...tags])
    }
    if (right) {
      this.#user = name
      router.counters.logins += 1
      router.log('system,info,account', `user ${name} logged in from 127.0.0.1 via api`)
      return this.#say(['!done', ...tags])
    }
    this.#attempts += 1
    router.counters.failedLogins += 1
    router.log('system,error,critical', `login failure for user ${name} from 127.0.0.1 via api`)
    if (this.#attempts >= LOGIN_ATTEMPTS) return this.#fatal('too many commands before login')
    this.#trap(new Trap(router.is('6.43') ? 'invalid user name or password (6)' : 'cannot log in'), tags)
    this.#say(['!done', ...tags])
  }

  /** Whether somebody proves with these words to be that user. */
  #proves(user: Item, args: ReadonlyMap<Bytes, Bytes>): boolean {
    const password = user['password'] ?? ''
    if (this.#machine.router.is('6.43')) return args.get('password') === password
    if (!this.#challenge) return false
    const digest = createHash('md5').update(
      Buffer.concat([Buffer.of(0), Buffer.from(password, 'latin1'), this.#challenge]),
    )
    return args.get('response')?.toLowerCase() === `00${digest.digest('hex')}`
  }

  #misbehave(fault: Fault, sentence: Sentence): void {
    const { router, reboot } = this.#machine
    const tag = sentence.tag === undefined ? [] : [`.tag=${sentence.tag}`]
    const how = (end: 'drop' | 'reset' | 'stall') => {
      if (end !== 'stall') this.end(end)
    }
    switch (fault.kind) {
      case 'drop':
      case 'reset':
        return this.end(fault.kind)
      case 'stall':
        return undefined
      case 'slow':
        return router.later(fault.ms, () => !this.#closing && this.#obey(sentence))
      case 'held':
        return this.#machine.hold(() => !this.#closing && this.#obey(sentence))
      case 'trap':
        this.#trap(new Trap(fault.message, fault.category), tag)
        return this.#say(['!done', ...tag])
      case 'fatal':
        return this.#fatal(fault.message ?? 'internal error')
      case 'garbage':
        return this.#output.send(toBytes(fault.bytes ?? Uint8Array.of(0xff, 0x00, 0xfe, ...randomBytes(29))))
      case 'apply-then':
        return this.#obey(
          sentence,
          () => undefined,
          () => how(fault.end),
        )
      case 'cut':
        return this.#obey(
          sentence,
          this.#upTo(fault.after, () => how(fault.end)),
        )
      case 'split': {
        const rest: Bytes[] = []
        const first = this.#upTo(fault.at, undefined, (bytes) => rest.push(bytes))
        return this.#obey(sentence, first, () => {
          this.#output.flush()
          setTimeout(() => this.#output.send(rest.join('')), PIECE_MS)
        })
      }
      case 'reboot':
        return reboot(fault.downMs)
    }
  }

  /** Sends so many bytes of an answer; then does something, once, and hands the others over. */
  #upTo(limit: number, reached?: () => void, rest?: (bytes: Bytes) => void): (bytes: Bytes) => void {
    let left = limit
    let over = false
    return (bytes) => {
      if (left > 0) this.#output.send(bytes.slice(0, left))
      if (bytes.length > left) rest?.(bytes.slice(left))
      left = Math.max(0, left - bytes.length)
      if (left === 0 && !over) {
        over = true
        reached?.()
      }
    }
  }
}

function encodeValues(values: Item, proplist: readonly Bytes[] | undefined): Bytes {
  let text = ''
  if (proplist) {
    for (const name of proplist) {
      const value = values[name]
      if (value !== undefined) text += encodeWord(`=${name}=${value}`)
    }
    return text
  }
  for (const name in values) text += encodeWord(`=${name}=${values[name]}`)
  return text
}
