import { v5 } from 'uuid'
import type { z } from 'zod'
import type { setup } from '../../contract/procedures/setup.ts'
import { ROLE_PERMISSIONS } from '../../contract/permissions.ts'
import { puesto, SERIES, serie, tenant } from '../../db/schema/index.ts'
import { hashSecrets, type SecretHashes, secretsWithoutThem } from '../access/secrets-input.ts'
import { enter, login } from '../access/session.ts'
import { insertUsuario } from '../access/usuarios.ts'
import { refreshOverdue } from '../billing/overdue.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor, RequestContext } from '../kernel/office.ts'
import { DEFAULT_PRINT, isSetUp } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { auditedTenant, tenantColumns } from './tenant.ts'

type CreateInput = z.output<NonNullable<(typeof setup.create)['~orpc']['inputSchema']>>

/**
 * Nobody is there yet, so the new admin acts. The ids follow from the requestId: a repeated request names the same
 * tenant and finds its first answer.
 */
function firstActor(requestId: string): Actor {
  const idOf = (entity: string) => v5(entity, requestId)
  return {
    tenantId: idOf('tenant'),
    usuarioId: idOf('usuario'),
    puestoId: idOf('puesto'),
    rol: 'admin',
    permissions: ROLE_PERMISSIONS.admin,
  }
}

function insertOffice(tx: Tx, input: CreateInput, hashes: SecretHashes): void {
  const { db, actor, now } = tx
  const { tenantId, usuarioId, puestoId } = actor
  if (isSetUp(db)) throw refuse('setup.done')
  const stamps = { creadoEn: now, actualizadoEn: now }
  db.orm
    .insert(tenant)
    .values({ id: tenantId, estado: 'activo', ...tenantColumns(input.tenant), ...stamps })
    .run()
  db.orm
    .insert(puesto)
    .values({
      id: puestoId,
      tenantId,
      ...input.puesto,
      configuracionJson: JSON.stringify({ recibo: DEFAULT_PRINT }),
      ...stamps,
    })
    .run()
  db.orm
    .insert(serie)
    .values(SERIES.map((tipo) => ({ tenantId, puestoId, tipo, siguiente: 1 })))
    .run()
  const despues = { tenant: auditedTenant(input.tenant), puesto: input.puesto }
  tx.audit({ accion: 'setup.create', entidad: 'tenant', entidadId: tenantId, despues })
  const { nombre, email } = input.admin
  insertUsuario(tx, usuarioId, { nombre, email, rol: 'admin' }, hashes)
}

/**
 * Creates tenant, seat, number series and admin, and enters as the admin. Throws setup.done.
 * The same request again gets its answer, and enters when its password is still the admin's.
 */
export async function createOffice({ office, caller }: RequestContext, input: CreateInput) {
  const { requestId, admin } = input
  const { password, pin, ...named } = admin
  const hashes = await hashSecrets(admin)
  const actor = firstActor(requestId)
  let created = false
  const answer = await office.writer.run(
    {
      actor,
      requestId,
      procedure: 'setup.create',
      input: { ...input, admin: { ...named, secrets: secretsWithoutThem({ password, pin }) } },
    },
    (tx) => {
      insertOffice(tx, input, hashes)
      created = true
      return { usuarioId: tx.actor.usuarioId }
    },
  )
  // From the first invoice on, what fell due before today is overdue: not only once the clock is looked at again.
  await refreshOverdue(office)
  if (created) enter(office, caller, answer.usuarioId)
  else await login(office, caller, { usuarioId: answer.usuarioId, kind: 'password', secret: password })
  return answer
}
