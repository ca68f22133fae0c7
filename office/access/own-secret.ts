import type { HandlerContext } from '../kernel/procedures.ts'
import { wasAnswered } from '../kernel/writer.ts'
import { proveSecret } from './prove.ts'
import { hashSecrets, type SecretsInput, secretsWithoutThem, setSecrets } from './secrets-input.ts'

interface OwnSecretInput extends SecretsInput {
  requestId: string
  currentPassword: string
}

const PROCEDURE = 'access.changeOwnSecret'

/** Changes the secrets of who asks; their sessions on other windows end. Throws what `proveSecret` throws. */
export async function changeOwnSecret({ office, caller, actor }: HandlerContext, input: OwnSecretInput) {
  const { requestId, currentPassword } = input
  const { tenantId, usuarioId } = actor
  // A repeated request gets its first answer, though the password that it proves is the former one by now.
  if (!wasAnswered(office.db.read, { tenantId, requestId, procedure: PROCEDURE }))
    await proveSecret(office, { usuarioId, kind: 'password', secret: currentPassword })
  const hashes = await hashSecrets(input)
  const changes = secretsWithoutThem(input)
  const answer = await office.writer.run({ actor, requestId, procedure: PROCEDURE, input: changes }, (tx) => {
    setSecrets(tx, usuarioId, hashes)
    tx.audit({ accion: PROCEDURE, entidad: 'usuario', entidadId: usuarioId, despues: changes })
    return { ok: true as const }
  })
  office.sessions.endOthers(usuarioId, caller)
  return answer
}
