import { and, eq } from 'drizzle-orm'
import type { ReadDb } from '../../db/open.ts'
import { usuario } from '../../db/schema/index.ts'
import type { Actor } from '../kernel/office.ts'

/** Name and address of whoever acts. */
export const findUsuario = (
  db: ReadDb,
  { tenantId, usuarioId }: Actor,
): { nombre: string; email: string } | undefined =>
  db.orm
    .select({ nombre: usuario.nombre, email: usuario.email })
    .from(usuario)
    .where(and(eq(usuario.tenantId, tenantId), eq(usuario.id, usuarioId)))
    .get()
