import type { PoliticaSuspension } from '../../../contract/enums.ts'
import type { SimulacionFila } from '../../../contract/index.ts'
import type { MotivoSinCorte } from '../../../contract/procedures/cortes.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb } from '../../../db/open.ts'
import { fold } from '../../customers/fold.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readRedConfig } from '../config.ts'
import { factsOf } from './facts.ts'
import { reasonsAgainst } from './rule.ts'
import { bitOf, type Entry, type Simulation } from './simulation.ts'

export interface SimulationFilter {
  seCorta?: boolean | undefined
  motivo?: MotivoSinCorte | undefined
  planId?: string | undefined
  dispositivoId?: string | undefined
  texto?: string | undefined
}

interface Shown {
  servicioId: string
  clienteNombre: string
  clienteCodigo: string
  clienteTelefono: string
  planId: string
  planNombre: string
  politica: PoliticaSuspension
  dispositivoRef: string
}

const statements = perConnection(({ sqlite }: ReadDb) => ({
  shown: sqlite.prepare<[string, string], Shown>(
    `select s.id as servicioId, c.nombre_razon_social as clienteNombre, c.codigo_cliente as clienteCodigo,
       c.telefono as clienteTelefono, p.id as planId, p.nombre as planNombre, p.politica_suspension as politica,
       s.dispositivo_ref as dispositivoRef
     from json_each(?) j cross join servicio s on s.id = j.value join cliente c on c.id = s.cliente_id
       join plan_servicio p on p.id = s.plan_id where +s.tenant_id = ?`,
  ),
}))

function matcher({ seCorta, motivo, planId, dispositivoId, texto }: SimulationFilter): (entry: Entry) => boolean {
  const bit = motivo ? bitOf(motivo) : 0
  const words = fold(texto ?? '')
    .split(' ')
    .filter((word) => word !== '')
  return (entry) =>
    (seCorta === undefined || (entry.motivos === 0) === seCorta) &&
    (bit === 0 || (entry.motivos & bit) !== 0) &&
    (!planId || entry.planId === planId) &&
    (!dispositivoId || entry.dispositivos.includes(dispositivoId)) &&
    words.every((word) => entry.orden.includes(word))
}

/** A page of a simulation, each row as the books are now. */
export function simulationRows(
  db: ReadDb,
  tenantId: string,
  simulation: Simulation,
  { filter, cursor, limit }: { filter: SimulationFilter; cursor?: string | undefined; limit: number },
): Page<SimulacionFila> {
  const [from] = cursor ? decodeCursor(cursor, ['number']) : [0]
  const matching = simulation.entries.filter(matcher(filter))
  const page = matching.slice(Number(from), Number(from) + limit)
  const end = Number(from) + page.length
  return {
    items: toRows(db, tenantId, simulation, page),
    nextCursor: end < matching.length ? encodeCursor([end]) : null,
    total: matching.length,
  }
}

function toRows(db: ReadDb, tenantId: string, { fecha }: Simulation, page: readonly Entry[]): SimulacionFila[] {
  const { cortes } = readRedConfig(db, tenantId).config
  const clients = [...new Set(page.map(({ clienteId }) => clienteId))]
  const facts = new Map(factsOf(db, tenantId, clients, fecha).map((row) => [row.servicioId, row]))
  const ids = JSON.stringify(page.map(({ servicioId }) => servicioId))
  const shown = new Map(
    statements(db)
      .shown.all(ids, tenantId)
      .map((row) => [row.servicioId, row]),
  )
  return page.flatMap(({ servicioId, clienteId }) => {
    const [now, row] = [facts.get(servicioId), shown.get(servicioId)]
    if (!now || !row) return []
    const motivos = reasonsAgainst(now, cortes, fecha)
    const { vencido, facturas, venceDesde, equipos } = now
    return [{ ...row, clienteId, equipos, vencido, facturas, venceDesde, seCorta: motivos.length === 0, motivos }]
  })
}
