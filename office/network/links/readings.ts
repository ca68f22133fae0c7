import type { TipoObjetoRed } from '../../../contract/enums.ts'
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
import { decideAll, type Decision } from './decide.ts'
import { knownPlans, linkedObjects, loadServicios, type PlanConocido } from './load.ts'
import type { DeviceContent } from './read.ts'
import type { ObjetoLeido, ServicioConocido } from './types.ts'
import { LinkWorld } from './world.ts'

/** What a device said, and what is to become of it: in memory until the office ends or a newer one takes its place. */
export interface Lectura {
  id: string
  tenantId: string
  dispositivoId: string
  dispositivoNombre: string
  leidoEn: number
  filas: VinculoFila[]
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
  const linked = linkedObjects(read, tenantId, dispositivoId)
  const ownerOf = new Map(linked.map(({ tipo, clave, servicioId }) => [`${tipo} ${clave}`, servicioId]))
  const taken = new Set(linked.map(({ tipo, servicioId }) => `${tipo} ${servicioId}`))
  const world = new LinkWorld(servicios)
  const free = content.objetos.filter(({ tipo, clave }) => !ownerOf.has(`${tipo} ${clave}`))
  const isTaken = (tipo: TipoObjetoRed, servicioId: string) => taken.has(`${tipo} ${servicioId}`)
  const decisions = await decideAll(world, free, isTaken, report)
  const decided = new Map(free.map((object, at) => [object, decisions[at] as Decision]))
  const known = new Map(servicios.map((servicio) => [servicio.servicioId, servicio]))
  const filas = content.objetos
    .map((object) => {
      const decision = decided.get(object)
      if (decision) return decidedRow(object, decision, servicios)
      const servicioId = ownerOf.get(`${object.tipo} ${object.clave}`) ?? ''
      return linkedRow(object, servicioId, known.get(servicioId))
    })
    .toSorted((a, b) => SUERTES_VINCULO.indexOf(a.suerte) - SUERTES_VINCULO.indexOf(b.suerte))
    .map((fila, n): VinculoFila => ({ n, ...fila }))
  const lectura: Lectura = {
    id: newId(),
    tenantId,
    dispositivoId,
    dispositivoNombre,
    leidoEn: office.now(),
    filas,
    perfiles: profilesOf(content, knownPlans(read, tenantId)),
    serviciosSinObjeto: withoutObject(servicios, filas),
  }
  const store = storeOf(office)
  store.set(lectura.id, lectura)
  for (const id of [...store.keys()].slice(0, -KEPT)) store.delete(id)
  return lectura
}

type Fila = Omit<VinculoFila, 'n'>

const plainRow = ({ velocidad: _, ...object }: ObjetoLeido) => object

const clientOf = ({ clienteId: id, codigo, nombre }: ServicioConocido) => ({
  id,
  codigoCliente: codigo,
  nombreRazonSocial: nombre,
})

const linkedRow = (object: ObjetoLeido, servicioId: string, servicio: ServicioConocido | undefined): Fila => ({
  ...plainRow(object),
  suerte: 'vinculado',
  servicioId,
  candidatos: [],
  cliente: servicio ? clientOf(servicio) : null,
})

function decidedRow(
  object: ObjetoLeido,
  { suerte, servicio, candidatos }: Decision,
  servicios: readonly ServicioConocido[],
): Fila {
  const shown = candidatos.flatMap(({ servicio: place, puntaje, motivos }) => {
    const known = servicios[place]
    if (!known) return []
    const { servicioId, clienteId, codigo: codigoCliente, nombre: nombreRazonSocial, planNombre } = known
    return [{ servicioId, clienteId, codigoCliente, nombreRazonSocial, planNombre, puntaje, motivos }]
  })
  const best = candidatos[0] && servicios[candidatos[0].servicio]
  const cliente = suerte === 'sin_servicio' && best ? clientOf(best) : null
  const servicioId = servicio === null ? null : (servicios[servicio]?.servicioId ?? null)
  return { ...plainRow(object), suerte, servicioId, candidatos: shown, cliente }
}

/** A profile stands for the plan that says so, or the only one that sells its speed and whose name says no other. */
function profilesOf({ perfiles, objetos }: DeviceContent, planes: readonly PlanConocido[]): PerfilLeido[] {
  const count = new Map<string, number>()
  for (const { tipo, perfil } of objetos) if (tipo === 'ppp_secret') count.set(perfil, (count.get(perfil) ?? 0) + 1)
  return perfiles.map(({ nombre, velocidad }) => {
    const own = planes.find(({ perfil }) => perfil === nombre)
    const proposed = own ?? proposedPlan(nombre, velocidad, planes)
    return {
      nombre,
      velocidad,
      accesos: count.get(nombre) ?? 0,
      planId: proposed?.id ?? null,
      vinculado: own !== undefined,
    }
  })
}

function proposedPlan(
  nombre: string,
  velocidad: PerfilLeido['velocidad'],
  planes: readonly PlanConocido[],
): PlanConocido | undefined {
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
  const { tenantId: _, filas, ...rest } = lectura
  const suertes = Object.fromEntries(SUERTES_VINCULO.map((suerte) => [suerte, 0])) as Record<SuerteVinculo, number>
  for (const { suerte } of filas) suertes[suerte] += 1
  return { ...rest, objetos: filas.length, suertes }
}

/** A person's word about an object. Errors: not_found, vinculo.linked. */
export function choose(lectura: Lectura, n: number, servicioId: string | null): VinculoFila {
  const before = lectura.filas[n]
  if (!before) throw refuse('not_found', { entidad: 'objeto' })
  if (before.suerte === 'vinculado') throw refuse('vinculo.linked')
  const fila: VinculoFila = { ...before, servicioId, suerte: servicioId === null ? 'descartado' : 'elegido' }
  lectura.filas[n] = fila
  return fila
}
