import type { TipoObjetoRed } from '../../../contract/enums.ts'
import { SUERTES_VINCULO, type VinculoFila } from '../../../contract/procedures/vinculos.ts'
import { breathe } from '../../reports/breathe.ts'
import type { Ajeno } from '../ajenos.ts'
import { decideAll, type Decision } from './decide.ts'
import type { ObjetoLeido, ServicioConocido } from './types.ts'
import { LinkWorld } from './world.ts'

/** What a person's word about a row sets, and what is there when it is taken back. */
export type Palabra = Pick<VinculoFila, 'suerte' | 'servicioId' | 'dicho'>

/** What the books hold of a device's objects already. */
export interface Decididos {
  linked: readonly { tipo: TipoObjetoRed; clave: string; servicioId: string }[]
  ajenos: readonly Ajeno[]
}

export interface Filas {
  filas: VinculoFila[]
  /** What the office would propose for each that is nobody's, by its place. */
  propuestas: Map<number, Palabra>
}

const keyOf = ({ tipo, clave }: { tipo: TipoObjetoRed; clave: string }) => `${tipo} ${clave}`

/** Every object with what is to become of it, what wants a person first. What is nobody's takes no service from another. */
export async function makeRows(
  objetos: readonly ObjetoLeido[],
  servicios: readonly ServicioConocido[],
  { linked, ajenos }: Decididos,
  report: (done: number, total: number) => void,
): Promise<Filas> {
  const world = new LinkWorld(servicios)
  const ownerOf = new Map(linked.map((each) => [keyOf(each), each.servicioId]))
  const ajenoOf = new Map(ajenos.map((each) => [keyOf(each), each]))
  const taken = new Set(linked.map(({ tipo, servicioId }) => `${tipo} ${servicioId}`))
  const isTaken = (tipo: TipoObjetoRed, servicioId: string) => taken.has(`${tipo} ${servicioId}`)
  const free = objetos.filter((object) => !ownerOf.has(keyOf(object)))
  const open = free.filter((object) => !ajenoOf.has(keyOf(object)))
  const apart = free.filter((object) => ajenoOf.has(keyOf(object)))
  const decided = new Map<ObjetoLeido, Decision>()
  for (const objects of [open, apart]) {
    const decisions = await decideAll(world, objects, isTaken, objects === open ? report : undefined)
    objects.forEach((object, at) => {
      const decision = decisions[at] as Decision
      decided.set(object, decision)
      const servicio = decision.servicio === null ? undefined : servicios[decision.servicio]
      if (servicio) taken.add(`${object.tipo} ${servicio.servicioId}`)
    })
    await breathe()
  }
  const known = new Map(servicios.map((servicio) => [servicio.servicioId, servicio]))
  const rows = objetos.map((object) => {
    const decision = decided.get(object)
    if (!decision) {
      const servicioId = ownerOf.get(keyOf(object)) ?? ''
      return { fila: linkedRow(object, servicioId, known.get(servicioId)), propuesta: null }
    }
    const proposed = decidedRow(object, decision, servicios)
    const ajeno = ajenoOf.get(keyOf(object))
    if (!ajeno) return { fila: proposed, propuesta: null }
    const fila: Fila = { ...proposed, suerte: 'descartado', servicioId: null, cliente: null, dicho: saidBy(ajeno) }
    return { fila, propuesta: wordOf(proposed) }
  })
  const sorted = rows.toSorted(
    (a, b) => SUERTES_VINCULO.indexOf(a.fila.suerte) - SUERTES_VINCULO.indexOf(b.fila.suerte),
  )
  const propuestas = new Map(
    sorted.flatMap(({ propuesta }, n) => (propuesta === null ? [] : [[n, propuesta] as const])),
  )
  return { filas: sorted.map(({ fila }, n) => ({ n, ...fila })), propuestas }
}

type Fila = Omit<VinculoFila, 'n'>

export const wordOf = ({ suerte, servicioId, dicho }: Palabra): Palabra => ({ suerte, servicioId, dicho })

export const saidBy = ({ usuario, creadoEn: fecha }: Ajeno): NonNullable<VinculoFila['dicho']> => ({ usuario, fecha })

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
  dicho: null,
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
  return { ...plainRow(object), suerte, servicioId, candidatos: shown, cliente, dicho: null }
}
