import fs from 'node:fs'
import { and, desc, eq, lt } from 'drizzle-orm'
import type { AuditRow } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { auditoria, puesto, usuario } from '../../db/schema/index.ts'
import { guarded } from '../kernel/procedures.ts'
import { checkOffice } from './check.ts'

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

function listAudit(db: ReadDb, tenantId: string, input: { before?: number | undefined; limit: number }): AuditRow[] {
  const rows = db.orm
    .select({ row: auditoria, usuario: usuario.nombre, puesto: puesto.nombre })
    .from(auditoria)
    .leftJoin(usuario, eq(usuario.id, auditoria.usuarioId))
    .leftJoin(puesto, eq(puesto.id, auditoria.puestoId))
    .where(and(eq(auditoria.tenantId, tenantId), input.before ? lt(auditoria.seq, input.before) : undefined))
    .orderBy(desc(auditoria.seq))
    .limit(input.limit)
    .all()
  return rows.map(({ row, usuario: who, puesto: where }) => ({
    seq: row.seq,
    fecha: row.fecha,
    usuario: who ?? '',
    puesto: where ?? '',
    accion: row.accion,
    entidad: row.entidad,
    entidadId: row.entidadId,
    antes: parse(row.antesJson),
    despues: parse(row.despuesJson),
  }))
}

export const systemHandlers = {
  info: guarded.system.info.handler(({ context: { office } }) => ({
    version: office.version,
    schema: office.db.version,
    sqlite: office.db.read.sqlite.prepare('select sqlite_version()').pluck().get() as string,
    dataDir: office.dataDir,
    databaseBytes: fs.statSync(office.db.file).size,
  })),
  check: guarded.system.check.handler(({ context }) => checkOffice(context.office.db.read, context.actor.tenantId)),
  audit: guarded.system.audit.handler(({ context, input }) =>
    listAudit(context.office.db.read, context.actor.tenantId, input),
  ),
  trabajos: guarded.system.trabajos.handler(async function* ({ context, signal }) {
    const { office, caller, actor } = context
    for await (const trabajos of office.jobs.watch(signal)) {
      // A gate is passed once, but this answer goes on: it ends with the session that asked.
      if (caller.actor?.usuarioId !== actor.usuarioId) return
      yield trabajos
    }
  }),
}
