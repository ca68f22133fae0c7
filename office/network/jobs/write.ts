import type { CambioRed } from '../../../contract/index.ts'
import { RouterosError, type RouterosSession, type Sendable } from '../../routeros/index.ts'
import { renderOrden } from '../state/render.ts'
import type { Memoria, Orden, Plan, Visto } from '../state/types.ts'
import { type Fault, faultOf } from './faults.ts'
import { asItIsThere } from './read.ts'

/** What became of the writes of one job. */
export interface Written {
  cambios: CambioRed[]
  fault: Fault | null
}

export interface Errand {
  plan: Plan
  memoria: Memoria
}

const shown = ({ valores, ...orden }: Orden): CambioRed => ({
  comando: renderOrden({ ...orden, valores }),
  objeto: orden.objeto,
  antes: orden.antes,
  despues: 'password' in valores ? { ...valores, password: '***' } : valores,
})

/** Sends orders of one device over one session: profiles first, then all else at once, and each session once its access is written. */
export class Sender {
  readonly #session: RouterosSession
  readonly #visto: Visto
  /** Profiles by name, sent once however many need them. */
  readonly #profiles = new Map<string, Promise<CambioRed>>()

  constructor(session: RouterosSession, visto: Visto) {
    this.#session = session
    this.#visto = visto
  }

  /** Never rejects: what went wrong is in the answer, and what was done before it too. */
  async run({ plan, memoria }: Errand): Promise<Written> {
    const cambios: CambioRed[] = []
    try {
      await all(plan.perfiles.map((orden) => this.#profile(orden)))
      await all(plan.ordenes.map(async (orden) => cambios.push(await this.#send(orden))))
      const touched = plan.ordenes.filter(({ menu }) => menu === '/ppp/secret')
      for (const { objeto } of touched) memoria.escritos.add(objeto)
      await all(plan.sesiones.map(async (orden) => cambios.push(...(await this.#kick(orden, memoria)))))
      return { cambios, fault: null }
    } catch (error) {
      return { cambios, fault: faultOf(error) }
    }
  }

  #profile(orden: Orden): Promise<CambioRed> {
    const sent = this.#profiles.get(orden.objeto) ?? this.#send(orden)
    this.#profiles.set(orden.objeto, sent)
    return sent
  }

  /** A session that is gone already may have come back before its access was written: it does not count as removed. */
  async #kick(orden: Orden, memoria: Memoria): Promise<CambioRed[]> {
    try {
      const cambio = await this.#send(orden)
      const ids = memoria.quitadas.get(orden.objeto) ?? new Set()
      memoria.quitadas.set(orden.objeto, ids.add(orden.id ?? ''))
      return [cambio]
    } catch (error) {
      if (error instanceof RouterosError && error.code === 'no_such_item') return []
      throw error
    }
  }

  async #send(orden: Orden): Promise<CambioRed> {
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

/** All of them, whatever becomes of the others; throws the gravest: what the device itself could not do counts before one refusal. */
async function all(works: readonly Promise<unknown>[]): Promise<void> {
  if (works.length === 0) return
  const settled = await Promise.allSettled(works)
  const errors = settled.flatMap((each) => (each.status === 'rejected' ? [asError(each.reason)] : []))
  const [first] = errors
  if (first !== undefined) throw errors.find((error) => faultOf(error).alcance === 'dispositivo') ?? first
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))
