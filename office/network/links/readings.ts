import {
  type LecturaRed,
  type PerfilLeido,
  SUERTES_VINCULO,
  type SuerteVinculo,
  type VinculoFila,
} from '../../../contract/procedures/vinculos.ts'
import { compact } from '../../customers/fold.ts'
import { refuse } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { breathe } from '../../reports/breathe.ts'
import { ajenosOf } from '../ajenos.ts'
import { knownPlans, linkedObjects, loadServicios, type PlanConocido } from './load.ts'
import type { DeviceContent } from './read.ts'
import { makeRows, type Palabra, wordOf } from './rows.ts'
import type { ServicioConocido } from './types.ts'

/** What a device said, and what is to become of it: in memory until the office ends or a newer one takes its place. */
export interface Lectura {
  id: string
  tenantId: string
  dispositivoId: string
  dispositivoNombre: string
  leidoEn: number
  filas: VinculoFila[]
  /** What was there before a person's word, by the place of the row. */
  propuestas: Map<number, Palabra>
  perfiles: PerfilLeido[]
  serviciosSinObjeto: number
}

const KEPT = 4
const stores = new WeakMap<Office, Map<string, Lectura>>()

function storeOf(office: Office): Map<string, Lectura> {
  const store = stores.get(office) ?? new Map<string, Lectura>()
  stores.set(office, store)
  return store
}

/** Errors: vinculo.gone. */
export function findLectura(office: Office, actor: Actor, id: string): Lectura {
  const found = storeOf(office).get(id)
  if (found?.tenantId !== actor.tenantId) throw refuse('vinculo.gone')
  return found
}

/** Holds what a device said against the office's services, and keeps it. `report` is told how far it is. */
export async function makeLectura(
  office: Office,
  device: { tenantId: string; dispositivoId: string; nombre: string },
  content: DeviceContent,
  report: (done: number, total: number) => void,
): Promise<Lectura> {
  const { tenantId, dispositivoId, nombre: dispositivoNombre } = device
  const { read } = office.db
  const servicios = await loadServicios(read, tenantId, breathe)
  const decididos = {
    linked: linkedObjects(read, tenantId, dispositivoId),
    ajenos: ajenosOf(read, tenantId, dispositivoId),
  }
  const { filas, propuestas } = await makeRows(content.objetos, servicios, decididos, report)
  const lectura: Lectura = {
    id: newId(),
    tenantId,
    dispositivoId,
    dispositivoNombre,
    leidoEn: office.now(),
    filas,
    propuestas,
    perfiles: profilesOf(content, knownPlans(read, tenantId)),
    serviciosSinObjeto: withoutObject(servicios, filas),
  }
  const store = storeOf(office)
  store.set(lectura.id, lectura)
  for (const id of [...store.keys()].slice(0, -KEPT)) store.delete(id)
  return lectura
}

/**
 * A profile stands for the plan that says so, or is proposed for the only one that sells its speed, or has its name. A plan gets
 * one profile: the one with its name, before the one that most accesses have.
 */
function profilesOf({ perfiles, objetos }: DeviceContent, planes: readonly PlanConocido[]): PerfilLeido[] {
  const accesos = new Map<string, number>()
  for (const { tipo, perfil } of objetos) if (tipo === 'ppp_secret') accesos.set(perfil, (accesos.get(perfil) ?? 0) + 1)
  const used = (nombre: string) => accesos.get(nombre) ?? 0
  const proposed = new Map<string, string>()
  const rank = ({ nombre }: Perfil, plan: PlanConocido) =>
    compact(plan.nombre) === compact(nombre) ? Number.POSITIVE_INFINITY : used(nombre)
  for (const perfil of perfiles) {
    const plan = proposedPlan(perfil, planes)
    if (!plan) continue
    const rival = perfiles.find(({ nombre }) => nombre === proposed.get(plan.id))
    if (!rival || rank(perfil, plan) > rank(rival, plan)) proposed.set(plan.id, perfil.nombre)
  }
  const planOf = new Map([...proposed].map(([planId, nombre]) => [nombre, planId]))
  return perfiles.map(({ nombre, velocidad }) => {
    const own = planes.find(({ perfil }) => perfil === nombre)
    const planId = own?.id ?? planOf.get(nombre) ?? null
    return { nombre, velocidad, accesos: used(nombre), planId, vinculado: own !== undefined }
  })
}

type Perfil = DeviceContent['perfiles'][number]

function proposedPlan({ nombre, velocidad }: Perfil, planes: readonly PlanConocido[]): PlanConocido | undefined {
  const free = planes.filter(({ perfil }) => perfil === '')
  const byName = free.filter((plan) => compact(plan.nombre) === compact(nombre))
  if (byName.length === 1) return byName[0]
  if (velocidad === null) return undefined
  const bySpeed = free.filter(({ bajada, subida }) => bajada === velocidad.bajada && subida === velocidad.subida)
  return bySpeed.length === 1 ? bySpeed[0] : undefined
}

function withoutObject(servicios: readonly ServicioConocido[], filas: readonly VinculoFila[]): number {
  const found = new Set(filas.flatMap(({ servicioId }) => (servicioId === null ? [] : [servicioId])))
  return servicios.filter(({ servicioId, estado }) => estado !== 'baja' && !found.has(servicioId)).length
}

export function lecturaView(lectura: Lectura): LecturaRed {
  const { tenantId: _, filas, propuestas: __, ...rest } = lectura
  const suertes = Object.fromEntries(SUERTES_VINCULO.map((suerte) => [suerte, 0])) as Record<SuerteVinculo, number>
  for (const { suerte } of filas) suertes[suerte] += 1
  return { ...rest, objetos: filas.length, suertes }
}

/** A row that a person may say something about. Errors: not_found, vinculo.linked. */
export function openRow({ filas }: Lectura, n: number): VinculoFila {
  const fila = filas[n]
  if (!fila) throw refuse('not_found', { entidad: 'objeto' })
  if (fila.suerte === 'vinculado') throw refuse('vinculo.linked')
  return fila
}

/** A person's word about an object. Errors: not_found, vinculo.linked. */
export function say(lectura: Lectura, n: number, palabra: Palabra): VinculoFila {
  const before = openRow(lectura, n)
  if (!lectura.propuestas.has(n)) lectura.propuestas.set(n, wordOf(before))
  const fila: VinculoFila = { ...before, ...palabra }
  lectura.filas[n] = fila
  return fila
}

/** The object is what the office proposed. Errors: not_found, vinculo.linked. */
export function unsay(lectura: Lectura, n: number): VinculoFila {
  const before = openRow(lectura, n)
  const fila: VinculoFila = { ...before, ...lectura.propuestas.get(n) }
  lectura.filas[n] = fila
  return fila
}
