import type { ComandosDispositivo } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { readRedConfig } from './config.ts'
import { groupBy } from './group.ts'
import { readLibros } from './jobs/books.ts'
import { commandsOf } from './state/assume.ts'
import type { Condicion } from './state/types.ts'

const statements = perConnection((db: ReadDb) => ({
  places: db.sqlite.prepare<[string, string], { servicioId: string; dispositivoId: string; dispositivo: string }>(
    `select distinct o.servicio_id as servicioId, o.dispositivo_id as dispositivoId, d.nombre as dispositivo
     from json_each(?) j cross join objeto_red o on o.servicio_id = j.value join dispositivo_red d on d.id = o.dispositivo_id
     where o.retirado_en is null and +o.tenant_id = ?`,
  ),
}))

/**
 * What the devices of services would be told if these were so: the commands, from the books alone. By service; for each its devices by
 * name. A plan that reduces is shown as what it does when `cond` is a cut for debt.
 */
export function simulate(
  db: ReadDb,
  tenantId: string,
  servicioIds: readonly string[],
  cond: Condicion,
): Map<string, ComandosDispositivo[]> {
  const { config } = readRedConfig(db, tenantId)
  const places = statements(db).places.all(JSON.stringify(servicioIds), tenantId)
  const byServicio = new Map<string, ComandosDispositivo[]>()
  for (const [dispositivoId, rows] of groupBy(places, (row) => row.dispositivoId)) {
    const ids = rows.map(({ servicioId }) => servicioId)
    const libros = readLibros({ db, tenantId, dispositivoId, config, seal: null }, ids)
    for (const { servicioId, dispositivo } of rows) {
      const libro = libros.get(servicioId)
      if (!libro) continue
      const as = cond === 'cortado' && libro.plan.politica === 'reducir' ? 'reducido' : cond
      const own = byServicio.get(servicioId) ?? []
      own.push({ dispositivoId, dispositivo, comandos: commandsOf(libro, as) })
      byServicio.set(servicioId, own)
    }
  }
  for (const own of byServicio.values()) own.sort((a, b) => (a.dispositivo < b.dispositivo ? -1 : 1))
  return byServicio
}
