import type { ControladorRevisado } from '../../../../contract/index.ts'
import type { Office } from '../../../kernel/office.ts'
import { UispClient, UispError } from '../../../uisp/index.ts'
import { controllerPurpose } from '../../reach.ts'
import { controllerFailure } from './failure.ts'
import { findController, isSameServer } from './store.ts'

const TIMEOUT = 15_000

export interface ControllerCheck {
  id?: string | undefined
  url: string
  huellaTls: string | null
  tokenNms?: string | null | undefined
  claveCrm?: string | null | undefined
}

type Context = { office: Pick<Office, 'db' | 'seal'>; tenantId: string }

/** Checks an address step by step, until something is in the way. Keeps nothing. */
export async function* checkController(
  context: Context,
  input: ControllerCheck,
): AsyncGenerator<ControladorRevisado, void, void> {
  const { url, huellaTls: pin } = input
  yield { paso: 'alcance', resultado: 'curso' }
  const door = await knock(input)
  yield* door
  if (door.some(({ resultado }) => resultado === 'falla' || resultado === 'confirmar')) return
  const token = input.tokenNms ?? kept(context, input, 'nms')
  const key = input.claveCrm ?? kept(context, input, 'crm')
  const client = new UispClient({ url, pin, nmsToken: token, crmKey: key, timeoutMs: TIMEOUT })
  try {
    yield { paso: 'nms', resultado: 'curso' }
    if (token === null) return yield { paso: 'nms', resultado: 'falla', codigo: 'sin_token', detalle: '' }
    const nms = await askNms(client)
    yield nms
    if (nms.resultado === 'falla') return
    yield key === null ? { paso: 'crm', resultado: 'aviso', codigo: 'sin_clave' } : await askCrm(client)
  } finally {
    client.close()
  }
}

const codeOf = (error: unknown) => {
  const { falla: codigo, detalle } = controllerFailure(error)
  return { codigo, detalle }
}

/** Whether it is there, and which certificate it shows: asked with a token of nobody, so that none is told. */
async function knock({ url, huellaTls: anterior }: ControllerCheck): Promise<ControladorRevisado[]> {
  const since = performance.now()
  const client = new UispClient({ url, pin: anterior, nmsToken: 'mostrador', crmKey: null, timeoutMs: TIMEOUT })
  const reached = (): ControladorRevisado => ({
    paso: 'alcance',
    resultado: 'ok',
    ms: Math.round(performance.now() - since),
  })
  try {
    await client.sites()
  } catch (error) {
    if (!(error instanceof UispError)) throw error
    if (error.seen !== null) {
      const codigo = error.code === 'tls_mismatch' ? 'cambiado' : 'nuevo'
      return [reached(), { paso: 'certificado', resultado: 'confirmar', codigo, huella: error.seen, anterior }]
    }
    if (error.status === null) return [{ paso: 'alcance', resultado: 'falla', ...codeOf(error) }]
  } finally {
    client.close()
  }
  if (url.startsWith('http:')) return [reached(), { paso: 'certificado', resultado: 'aviso', codigo: 'sin_cifrar' }]
  return [reached(), { paso: 'certificado', resultado: 'ok', huella: anterior }]
}

async function askNms(client: UispClient): Promise<ControladorRevisado> {
  try {
    const [devices, sites] = await Promise.all([client.devices(), client.sites()])
    return { paso: 'nms', resultado: 'ok', dispositivos: devices.items.length, sitios: sites.items.length }
  } catch (error) {
    return { paso: 'nms', resultado: 'falla', ...codeOf(error) }
  }
}

/** A service that there is not is not found, by whom the key opens the door. */
async function askCrm(client: UispClient): Promise<ControladorRevisado> {
  try {
    await client.service('0')
  } catch (error) {
    const opened = error instanceof UispError && error.status === 404
    if (!opened) return { paso: 'crm', resultado: 'falla', ...codeOf(error) }
  }
  return { paso: 'crm', resultado: 'ok' }
}

/** The secret that is kept for this very server; null: there is none for it. */
function kept({ office, tenantId }: Context, input: ControllerCheck, which: 'nms' | 'crm'): string | null {
  if (input.id === undefined) return null
  const stored = findController(office.db.read, tenantId, input.id)
  const sealed = which === 'nms' ? stored.tokenNms : stored.claveCrm
  if (sealed === null || !isSameServer(stored, input)) return null
  try {
    return office.seal.open(sealed, controllerPurpose(input.id, which))
  } catch {
    return null
  }
}
