import { addDays, type FechaCivil } from '../../contract/dates.ts'
import type { CheckFinding, CheckResult } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { breathe } from './breathe.ts'

const CHUNK = 5000

interface Row {
  servicioId: string
  periodo: string
  orden: number
  componente: string
  desde: FechaCivil
  hasta: FechaCivil
  signo: number
}

/**
 * No day of a component of a service is settled more than once, or given back without having been settled. Service by
 * service, in the order in which the rows lie on the disk, so that memory holds one service.
 */
export async function checkCoverage(
  db: ReadDb,
  tenantId: string,
  note: (finding: CheckFinding) => void,
): Promise<CheckResult['checks'][number]> {
  const result = { check: 'cobertura.dias', rows: 0, differences: 0 }
  const page = db.sqlite.prepare<[string, string, number, string, number], Row>(
    `select servicio_id as servicioId, periodo, orden, componente, desde, hasta, signo from cobertura
     where (servicio_id, periodo, orden) > (?, ?, ?) and tenant_id = ? order by servicio_id, periodo, orden limit ?`,
  )
  let service: Row[] = []
  const close = () => {
    for (const { componente, dia, veces } of wrongDays(service)) {
      result.differences += 1
      note({
        check: result.check,
        id: `${service[0]?.servicioId} ${componente} ${dia}`,
        expected: '0/1',
        found: `${veces}`,
      })
    }
    service = []
  }
  let place: Pick<Row, 'servicioId' | 'periodo' | 'orden'> = { servicioId: '', periodo: '', orden: 0 }
  for (;;) {
    const rows = page.all(place.servicioId, place.periodo, place.orden, tenantId, CHUNK)
    for (const row of rows) {
      if (service.length > 0 && row.servicioId !== service[0]?.servicioId) close()
      service.push(row)
    }
    result.rows += rows.length
    const last = rows.at(-1)
    if (rows.length < CHUNK || !last) break
    place = last
    await breathe()
  }
  close()
  return result
}

/** The first day of each component on which something other than once or never is settled. */
function wrongDays(rows: readonly Row[]): { componente: string; dia: FechaCivil; veces: number }[] {
  const steps = new Map<string, Map<FechaCivil, number>>()
  for (const { componente, desde, hasta, signo } of rows) {
    if (signo === 0) continue
    const days = steps.get(componente) ?? new Map<FechaCivil, number>()
    steps.set(componente, days)
    const after = dayAfter(hasta)
    days.set(desde, (days.get(desde) ?? 0) + signo)
    days.set(after, (days.get(after) ?? 0) - signo)
  }
  return [...steps].flatMap(([componente, days]) => {
    let veces = 0
    for (const [dia, step] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      veces += step
      if (veces !== 0 && veces !== 1) return [{ componente, dia, veces }]
    }
    return []
  })
}

const known = new Map<FechaCivil, FechaCivil>()
const KEPT = 4000

/** Few days, many services: each is asked of the calendar once. */
function dayAfter(fecha: FechaCivil): FechaCivil {
  const found = known.get(fecha)
  if (found !== undefined) return found
  if (known.size > KEPT) known.clear()
  const next = addDays(fecha, 1)
  known.set(fecha, next)
  return next
}
