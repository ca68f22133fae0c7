import type { AvisoVista, MotivoVista, TipoVista, VistaFila, VistaLinea } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb } from '../../../db/open.ts'
import { fold } from '../../customers/fold.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { evaluate, type Grupo } from '../engine/group.ts'
import type { Priced } from '../engine/priced.ts'
import type { Cliente, Servicio } from '../engine/types.ts'
import { type RunContext, runContext } from './context.ts'
import { Loader } from './load.ts'
import { avisosOf, bitOf, type Entry, type Vista } from './vista.ts'

export interface VistaFilter {
  tipo?: TipoVista | undefined
  aviso?: AvisoVista | undefined
  motivo?: MotivoVista | undefined
  planId?: string | undefined
  texto?: string | undefined
}

function matcher({ tipo, aviso, motivo, planId, texto }: VistaFilter): (entry: Entry) => boolean {
  const bit = aviso ? bitOf(aviso) : 0
  const words = fold(texto ?? '')
    .split(' ')
    .filter((word) => word !== '')
  return (entry) =>
    (!tipo || entry.tipo === tipo) &&
    (!motivo || entry.motivo === motivo) &&
    (bit === 0 || (entry.avisos & bit) !== 0) &&
    (!planId || entry.planId.includes(planId)) &&
    words.every((word) => entry.orden.includes(word))
}

interface PageInput {
  filter: VistaFilter
  cursor?: string | undefined
  limit: number
}

/** A page of a preview, its lines worked out from the office as it is now. */
export function vistaRows(db: ReadDb, vista: Vista, { filter, cursor, limit }: PageInput): Page<VistaFila> {
  const [from] = cursor ? decodeCursor(cursor, ['number']) : [0]
  const matching = vista.entries.filter(matcher(filter))
  const page = matching.slice(Number(from), Number(from) + limit)
  const end = Number(from) + page.length
  return {
    items: toRows(db, vista, page),
    nextCursor: end < matching.length ? encodeCursor([end]) : null,
    total: matching.length,
  }
}

function toRows(db: ReadDb, vista: Vista, page: readonly Entry[]): VistaFila[] {
  const context = runContext(db, vista.input)
  const clientes = new Loader(db, context).load([...new Set(page.map(({ clienteId }) => clienteId))])
  const known = new Map(
    clientes.map((cliente) => [cliente.id, { cliente, grupos: evaluate(cliente, context.run, context.rules).grupos }]),
  )
  return page.map((entry) => {
    const of = known.get(entry.clienteId)
    const grupo = entry.tipo === 'excluido' ? undefined : of?.grupos.find(({ clave }) => clave === entry.clave)
    return toRow(context, entry, of?.cliente, grupo)
  })
}

function toRow(context: RunContext, entry: Entry, cliente: Cliente | undefined, grupo: Grupo | undefined): VistaFila {
  const { clave, tipo, motivo, clienteId, total } = entry
  const servicios = grupo?.servicios ?? cliente?.servicios.filter(({ id }) => id === clave) ?? []
  return {
    clave: tipo === 'excluido' ? '' : clave,
    ...{ tipo, motivo, clienteId, total },
    clienteNombre: cliente?.nombre ?? '',
    clienteCodigo: cliente?.codigo ?? '',
    servicios: servicios.map((servicio) => toServicio(context, servicio)),
    lineas: grupo?.lineas.map((line) => toLinea(context, line)) ?? [],
    avisos: avisosOf(entry.avisos),
    anterior: grupo?.anterior ?? null,
    mesesSinFacturar: grupo?.mesesSinFacturar ?? 0,
  }
}

const toServicio = ({ rules }: RunContext, { id, planId, dispositivoRef }: Servicio) => ({
  ...{ id, planId, dispositivoRef },
  planNombre: rules.planes.get(planId)?.nombre ?? '',
})

const toLinea = ({ words }: RunContext, line: Priced): VistaLinea => ({
  ...words.of(line),
  servicioId: line.servicioId,
  cantidad: 1,
  precioUnitario: line.precioUnitario,
  neto: line.neto,
  impuestos: line.lista.map((impuesto, at) => ({ ...impuesto, monto: line.impuestos[at] ?? 0 })),
  total: line.total,
})
