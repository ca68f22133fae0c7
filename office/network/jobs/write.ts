import type { CambioRed } from '../../../contract/index.ts'
import { RouterosError, type RouterosSession, type Sendable } from '../../routeros/index.ts'
import { keyOf, sendable } from '../state/plan.ts'
import { renderOrden } from '../state/render.ts'
import type { Memoria, Orden, Plan, Visto } from '../state/types.ts'
import { type Fault, faultOf } from './faults.ts'
import { asItIsThere } from './read.ts'

/** What became of the writes of one job. */
export interface Written {
  /** Each a `CambioRed` as JSON. */
  cambios: string[]
  /** The gravest: what the device itself could not do counts before one refusal. */
  fault: Fault | null
}

export interface Errand {
  plan: Plan
  memoria: Memoria
  /** Whether it is still to be so: asked before each stage that waited for the one before. */
  holds: () => boolean
}

function shown(orden: Orden): string {
  const { objeto, antes, valores } = orden
  const despues = 'password' in valores ? { ...valores, password: '***' } : valores
  return JSON.stringify({ comando: renderOrden(orden), objeto, antes, despues } satisfies CambioRed)
}

const NOTHING: Pick<Plan, 'ordenes' | 'sesiones'> = { ordenes: [], sesiones: [] }

/** Sends orders of one device over one session: profiles first, then all else at once, and each session once its access is written. */
export class Sender {
  readonly #session: RouterosSession
  readonly #visto: Visto
  /** Profiles by name, sent once however many need them. */
  readonly #profiles = new Map<string, Promise<string>>()

  constructor(session: RouterosSession, visto: Visto) {
    this.#session = session
    this.#visto = visto
  }

  /** Never rejects: what went wrong is in the answer, and what was done too. One order that fails holds back only what depends on it. */
  async run({ plan, memoria, holds }: Errand): Promise<Written> {
    const cambios: string[] = []
    const faults: Fault[] = []
    const attempt = async (orden: Orden, sending: Promise<string | null>): Promise<void> => {
      try {
        const cambio = await sending
        if (cambio) cambios.push(cambio)
      } catch (error) {
        faults.push(faultOf(error))
        memoria.rechazadas.add(keyOf(orden))
      }
    }
    await Promise.all(plan.perfiles.map((orden) => attempt(orden, this.#profile(orden))))
    const { ordenes } = plan.perfiles.length === 0 || holds() ? sendable(plan, memoria) : NOTHING
    await Promise.all(ordenes.map((orden) => attempt(orden, this.#write(orden, memoria))))
    const { sesiones } = plan.sesiones.length > 0 && holds() ? sendable(plan, memoria) : NOTHING
    await Promise.all(sesiones.map((orden) => attempt(orden, this.#kick(orden, memoria))))
    return { cambios, fault: faults.find(({ alcance }) => alcance === 'dispositivo') ?? faults[0] ?? null }
  }

  #profile(orden: Orden): Promise<string> {
    const sent = this.#profiles.get(orden.objeto) ?? this.#send(orden)
    this.#profiles.set(orden.objeto, sent)
    return sent
  }

  async #write(orden: Orden, memoria: Memoria): Promise<string> {
    const cambio = await this.#send(orden)
    const { menu, objeto, valores } = orden
    if (menu === '/ppp/secret') memoria.escritos.add(objeto)
    if ('password' in valores) memoria.claves.add(objeto)
    return cambio
  }

  /** A session that is gone already may have come back before its access was written: it does not count as removed. */
  async #kick(orden: Orden, memoria: Memoria): Promise<string | null> {
    try {
      const cambio = await this.#send(orden)
      const ids = memoria.quitadas.get(orden.objeto) ?? new Set()
      memoria.quitadas.set(orden.objeto, ids.add(orden.id ?? ''))
      return cambio
    } catch (error) {
      if (error instanceof RouterosError && error.code === 'no_such_item') return null
      throw error
    }
  }

  async #send(orden: Orden): Promise<string> {
    const { menu, verbo, id } = orden
    const target: Record<string, Sendable> = id === null ? {} : { '.id': id }
    const attributes =
      verbo === 'unset'
        ? { ...target, 'value-name': Object.keys(orden.valores)[0] ?? '' }
        : { ...target, ...this.#values(orden) }
    await this.#session.call(`${menu}/${verbo}`, { attributes })
    return shown(orden)
  }

  #values({ valores }: Orden): Record<string, Sendable> {
    const sent: Record<string, Sendable> = { ...valores }
    const { profile } = valores
    if (profile !== undefined) sent['profile'] = asItIsThere(this.#visto.perfiles.get(profile), 'name', profile)
    return sent
  }
}
