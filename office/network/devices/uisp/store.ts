import {
  type Controlador,
  type ControladorInput,
  FALLAS_CONTROLADOR,
  type FallaControlador,
} from '../../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../../db/open.ts'
import { refuse } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Actor, Office } from '../../../kernel/office.ts'
import type { Seal } from '../../../kernel/seal.ts'
import { perConnection } from '../../../kernel/statements.ts'
import type { Tx } from '../../../kernel/writer.ts'
import { controllerPurpose } from '../../reach.ts'
import { sealedState } from '../rows.ts'
import { makeSealUsable } from '../secrets.ts'

type Db = ReadDb | WriteDb

export interface StoredController {
  id: string
  nombre: string
  url: string
  tokenNms: string | null
  claveCrm: string | null
  huellaTls: string | null
  activo: 0 | 1
  dispositivos: number
  ultimoSyncAt: number | null
  error: string | null
  actualizadoEn: number
}

const COLUMNS = `c.id, c.nombre, c.url, c.token_nms as tokenNms, c.clave_crm as claveCrm, c.huella_tls as huellaTls, c.activo,
  (select count(*) from dispositivo_acceso a where a.controlador_id = c.id and a.activo = 1) as dispositivos,
  c.ultimo_sync_at as ultimoSyncAt, c.error, c.actualizado_en as actualizadoEn`

const reads = perConnection((db: Db) => ({
  all: db.sqlite.prepare<[string], StoredController>(
    `select ${COLUMNS} from controlador_uisp c where c.tenant_id = ? order by c.nombre`,
  ),
  one: db.sqlite.prepare<[string, string], StoredController>(
    `select ${COLUMNS} from controlador_uisp c where c.tenant_id = ? and c.id = ?`,
  ),
  taken: db.sqlite.prepare<[string, string, string], { id: string }>(
    `select id from controlador_uisp where tenant_id = ? and url = ? and id <> ?`,
  ),
}))

interface Fields {
  id: string
  tenantId: string
  nombre: string
  url: string
  huellaTls: string | null
  activo: number
  tokenNms: string | null
  claveCrm: string | null
  now: number
}

const writes = perConnection(({ sqlite }: WriteDb) => ({
  insert: sqlite.prepare<[Fields]>(
    `insert into controlador_uisp (id, tenant_id, nombre, url, token_nms, clave_crm, huella_tls, activo, creado_en, actualizado_en)
     values (@id, @tenantId, @nombre, @url, @tokenNms, @claveCrm, @huellaTls, @activo, @now, @now)`,
  ),
  update: sqlite.prepare<[Fields]>(
    `update controlador_uisp set nombre = @nombre, url = @url, token_nms = @tokenNms, clave_crm = @claveCrm,
       huella_tls = @huellaTls, activo = @activo, error = null, actualizado_en = @now where id = @id`,
  ),
}))

const isFalla = (text: string | null): text is FallaControlador => FALLAS_CONTROLADOR.some((falla) => falla === text)

const toControlador = (seal: Seal, row: StoredController): Controlador => {
  const { tokenNms, claveCrm, activo, error, ...rest } = row
  return {
    ...rest,
    tokenNms: sealedState(seal, tokenNms, controllerPurpose(row.id, 'nms')),
    claveCrm: sealedState(seal, claveCrm, controllerPurpose(row.id, 'crm')),
    activo: activo === 1,
    falla: isFalla(error) ? error : null,
  }
}

/** By name. */
export const listControllers = (db: Db, tenantId: string, seal: Seal): Controlador[] =>
  reads(db)
    .all.all(tenantId)
    .map((row) => toControlador(seal, row))

/** Errors: not_found. */
export function findController(db: Db, tenantId: string, id: string): StoredController {
  const row = reads(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'controlador' })
  return row
}

export const getController = (db: Db, tenantId: string, seal: Seal, id: string): Controlador =>
  toControlador(seal, findController(db, tenantId, id))

type Context = { office: Office; actor: Actor }

/** Undefined: left as it is; null: forgotten. Sealed before the transaction, and kept out of what the request is recognised by. */
async function sealSecrets({ office }: Context, id: string, { tokenNms, claveCrm }: ControladorInput) {
  if (typeof tokenNms === 'string' || typeof claveCrm === 'string') await makeSealUsable(office)
  const seal = (secret: string | null | undefined, which: 'nms' | 'crm') =>
    typeof secret === 'string' ? office.seal.seal(secret, controllerPurpose(id, which)) : secret
  return { tokenNms: seal(tokenNms, 'nms'), claveCrm: seal(claveCrm, 'crm') }
}

/** Answers with its id. Errors: controlador.url_taken, red.key_unavailable. */
export async function createController(
  context: Context,
  { requestId, controlador }: { requestId: string; controlador: ControladorInput },
): Promise<string> {
  const { office, actor } = context
  const id = newId()
  const sealed = await sealSecrets(context, id, controlador)
  const input = withoutSecrets(controlador)
  return office.writer.run({ actor, requestId, procedure: 'controladores.create', input }, (tx) => {
    checkUrl(tx, id, input.url)
    const secrets = { tokenNms: sealed.tokenNms ?? null, claveCrm: sealed.claveCrm ?? null }
    writes(tx.db).insert.run({ ...toFields(tx, id, input, tx.now), ...secrets })
    tx.audit({ accion: 'controlador.create', entidad: 'controlador_uisp', entidadId: id, despues: input })
    return id
  })
}

interface UpdateInput {
  requestId: string
  id: string
  expected: number
  controlador: ControladorInput
}

/** Errors: not_found, conflict.changed, controlador.url_taken, dispositivo.clave_otra_vez, red.key_unavailable. */
export async function updateController(
  context: Context,
  { requestId, id, expected, controlador }: UpdateInput,
): Promise<void> {
  const { office, actor } = context
  const sealed = await sealSecrets(context, id, controlador)
  const input = withoutSecrets(controlador)
  const request = { actor, requestId, procedure: 'controladores.update', input: { id, expected, ...input } }
  await office.writer.run(request, (tx) => {
    const before = findController(tx.db, actor.tenantId, id)
    if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'controlador' })
    checkUrl(tx, id, input.url)
    const keeps = (given: string | null | undefined, kept: string | null) => given === undefined && kept !== null
    const anyKept = keeps(sealed.tokenNms, before.tokenNms) || keeps(sealed.claveCrm, before.claveCrm)
    if (anyKept && !isSameServer(before, input)) throw refuse('dispositivo.clave_otra_vez')
    const secrets = {
      tokenNms: sealed.tokenNms === undefined ? before.tokenNms : sealed.tokenNms,
      claveCrm: sealed.claveCrm === undefined ? before.claveCrm : sealed.claveCrm,
    }
    writes(tx.db).update.run({ ...toFields(tx, id, input, Math.max(tx.now, expected + 1)), ...secrets })
    const { nombre, url, huellaTls, activo } = before
    const antes = { nombre, url, huellaTls, activo: activo === 1 }
    tx.audit({ accion: 'controlador.update', entidad: 'controlador_uisp', entidadId: id, antes, despues: input })
    return { ok: true }
  })
}

interface Server {
  url: string
  huellaTls: string | null
}

/** Whether a token that was given for one address may go to the other: the same address, or the same pinned certificate in front of it. */
export const isSameServer = (kept: Server, asked: Server): boolean =>
  kept.huellaTls === asked.huellaTls &&
  (kept.url === asked.url || (kept.huellaTls !== null && asked.url.startsWith('https:')))

const withoutSecrets = ({ tokenNms: _, claveCrm: __, ...input }: ControladorInput) => input

const toFields = (tx: Tx, id: string, input: ReturnType<typeof withoutSecrets>, now: number) => ({
  ...input,
  ...{ id, tenantId: tx.actor.tenantId, now },
  activo: input.activo ? 1 : 0,
})

function checkUrl(tx: Tx, id: string, url: string): void {
  if (reads(tx.db).taken.get(tx.actor.tenantId, url, id)) throw refuse('controlador.url_taken')
}
