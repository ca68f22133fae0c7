import {
  type DiferenciaRed,
  type InformeDiferencias,
  TIPOS_DIFERENCIA,
  type TipoDiferencia,
} from '../../../contract/index.ts'
import type { ModoDispositivo } from '../../../contract/enums.ts'
import type { ReadDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import { compareText } from '../../kernel/text.ts'
import { parseBoolean } from '../../routeros/values.ts'
import { ajenosOf } from '../ajenos.ts'
import type { Visto } from '../state/types.ts'
import type { Difference } from './compare.ts'

const MOST_ROWS = 5_000

export interface DriftDevice {
  dispositivoId: string
  dispositivo: string
  modo: ModoDispositivo
}

interface Client {
  servicioId: string
  clienteId: string
  codigoCliente: string
  cliente: string
}

const statements = perConnection((db: ReadDb) => ({
  clients: db.sqlite.prepare<[string, string], Client>(
    `select s.id as servicioId, c.id as clienteId, c.codigo_cliente as codigoCliente, c.nombre_razon_social as cliente
     from json_each(?) j cross join servicio s on s.id = j.value join cliente c on c.id = s.cliente_id where +s.tenant_id = ?`,
  ),
  // Into the few jobs of each service, whenever they were asked for.
  settled: db.sqlite
    .prepare<[string, string, number], string>(
      `select j.value from json_each(?) j where exists (select 1 from trabajo_red t
         where t.servicio_id = j.value and +t.dispositivo_id = ? and t.verificado_en > ?)`,
    )
    .pluck(),
}))

/** The gravest first: who paid and is cut, then who is not cut and should be. */
const byGravity = (a: Difference, b: Difference): number =>
  TIPOS_DIFERENCIA.indexOf(a.tipo) - TIPOS_DIFERENCIA.indexOf(b.tipo) || compareText(a.objeto, b.objeto)

/** The differences of a device with whose they are. */
export function reportOf(
  db: ReadDb,
  tenantId: string,
  device: DriftDevice,
  differences: readonly Difference[],
  visto: Visto,
): InformeDiferencias {
  const ids = JSON.stringify(differences.flatMap(({ servicioId }) => servicioId ?? []))
  const clients = new Map(
    statements(db)
      .clients.all(ids, tenantId)
      .map((client) => [client.servicioId, client]),
  )
  const conteos = Object.fromEntries(TIPOS_DIFERENCIA.map((tipo) => [tipo, 0])) as Record<TipoDiferencia, number>
  for (const { tipo } of differences) conteos[tipo]++
  const filas = differences
    .toSorted(byGravity)
    .slice(0, MOST_ROWS)
    .map((difference): DiferenciaRed => {
      const { clienteId = null, codigoCliente = '', cliente = '' } = clients.get(difference.servicioId ?? '') ?? {}
      return { ...difference, clienteId, codigoCliente, cliente }
    })
  return { ...device, leidoEn: visto.leidoEn, objetos: countObjects(visto), conteos, ajenos: 0, filas }
}

/**
 * A report without the services that a job has made to agree since (what was read back is no difference any more), and without
 * objects that are nobody's by the word of a person, which are counted apart.
 */
export function unsettled(db: ReadDb, tenantId: string, report: InformeDiferencias): InformeDiferencias {
  const { dispositivoId, leidoEn } = report
  const services = JSON.stringify([...new Set(report.filas.flatMap(({ servicioId }) => servicioId ?? []))])
  const settled = new Set(statements(db).settled.all(services, dispositivoId, leidoEn))
  const decided = new Set(ajenosOf(db, tenantId, dispositivoId).map(({ tipo, clave }) => `${tipo} ${clave}`))
  if (settled.size + decided.size === 0) return report
  const conteos = { ...report.conteos }
  let ajenos = 0
  const filas = report.filas.filter(({ servicioId, tipo, objetoTipo, objeto }) => {
    const isAjeno = servicioId === null && decided.has(`${objetoTipo} ${objeto}`)
    if (isAjeno) ajenos++
    const gone = isAjeno || (servicioId !== null && settled.has(servicioId))
    if (gone) conteos[tipo]--
    return !gone
  })
  return { ...report, conteos, ajenos, filas }
}

/** A lease is found by its MAC and by its address, and what a session brings with it is nobody's object. */
function countObjects({ secrets, leases, queues }: Visto): number {
  const rows = [secrets, leases, queues].flatMap((menu) => [...menu.values()].flat())
  return new Set(rows.filter((row) => parseBoolean(row['dynamic']) !== true)).size
}

/** Without what is nobody's, which is only for information. */
export const countFixable = (conteos: Record<TipoDiferencia, number> | null): number =>
  conteos === null
    ? 0
    : TIPOS_DIFERENCIA.reduce((sum, tipo) => sum + (tipo === 'objeto_sin_cliente' ? 0 : conteos[tipo]), 0)
