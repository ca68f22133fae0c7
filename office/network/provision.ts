import Database from 'better-sqlite3'
import type { ProveedorRed, Tecnologia, TipoObjetoRed } from '../../contract/enums.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { ObjetoRed, ServicioRed } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readServicio } from '../customers/servicios.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { askDevice } from './ask.ts'
import { findObjeto, objetosOf, takeObjeto } from './objects.ts'
import { readServicioRed, saveInUisp } from './services.ts'
import { shortId } from './state/names.ts'

const reads = perConnection((db: ReadDb | WriteDb) => ({
  // One that was put away would never be told.
  device: db.sqlite
    .prepare<[string, string], ProveedorRed>(
      `select d.proveedor from dispositivo_red d left join dispositivo_acceso a on a.dispositivo_id = d.id
       where d.id = ? and d.tenant_id = ? and coalesce(a.activo, 1) = 1`,
    )
    .pluck(),
  job: db.sqlite
    .prepare<[string, string], string>(
      `select id from trabajo_red where servicio_id = ? and dispositivo_id = ? and estado in ('pendiente', 'aplicado')`,
    )
    .pluck(),
  // A service of a CRM is known through all devices of its server.
  inUisp: db.sqlite
    .prepare<[string, string, string], 1>(
      `select 1 from dispositivo_acceso here cross join dispositivo_acceso a on a.controlador_id = here.controlador_id
         cross join objeto_red o on o.dispositivo_id = a.dispositivo_id and o.tipo = 'uisp_servicio' and o.clave = ?
       where here.dispositivo_id = ? and o.servicio_id <> ? and o.retirado_en is null`,
    )
    .pluck(),
  // What the office made, and what UISP suspends, is cut without anything of it to put back.
  cut: db.sqlite
    .prepare<[number, string], 1>(
      `select 1 from objeto_red o join servicio s on s.id = o.servicio_id
         left join dispositivo_acceso a on a.dispositivo_id = o.dispositivo_id
       where s.estado <> 'baja' and (?
         or (s.estado = 'suspendido' and a.modo = 'gestionar' and (o.origen = 'creado' or o.tipo = 'uisp_servicio')))
         and o.id = ?`,
    )
    .pluck(),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  insert: sqlite.prepare(
    `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
     values (@id, @tenantId, @servicioId, @dispositivoId, @tipo, @clave, @origen, @now, @now)`,
  ),
  place: sqlite.prepare(
    `insert into servicio_dispositivo (tenant_id, servicio_id, dispositivo_id)
     values (@tenantId, @servicioId, @dispositivoId) on conflict do nothing`,
  ),
  // What a cut changed is kept, for whoever links the object again.
  retire: sqlite.prepare<[number, number, string]>(
    `update objeto_red set retirado_en = ?, actualizado_en = ? where id = ?`,
  ),
}))

/** What a technology is on a router. */
function usualTipos(tecnologia: Tecnologia, proveedor: ProveedorRed, net: ServicioRed): TipoObjetoRed[] {
  if (proveedor === 'uisp') return ['uisp_servicio']
  if (tecnologia === 'pppoe') return ['ppp_secret']
  // Without a MAC there is nothing to lease an address to: its speed is all that the router knows of it.
  return net.mac === '' ? ['simple_queue'] : ['dhcp_lease']
}

/** What an object is known by, and what the service must have for it. */
const KEYS: Record<TipoObjetoRed, { clave: (net: ServicioRed) => string; needs: [keyof ServicioRed, ErrorCode][] }> = {
  ppp_secret: {
    clave: (net) => net.usuario,
    needs: [
      ['usuario', 'red.usuario_missing'],
      ['tieneClave', 'red.clave_missing'],
    ],
  },
  dhcp_lease: {
    clave: (net) => net.mac,
    needs: [
      ['mac', 'red.mac_missing'],
      ['ip', 'red.ip_missing'],
    ],
  },
  // An address goes to another client one day: its queue is named for the service.
  simple_queue: { clave: (net) => `cola-${shortId(net.servicioId)}`, needs: [['ip', 'red.ip_missing']] },
  uisp_servicio: { clave: (net) => net.uispServicioId, needs: [['uispServicioId', 'red.uisp_missing']] },
}

function checkTipo(tipo: TipoObjetoRed, proveedor: ProveedorRed): void {
  if ((tipo === 'uisp_servicio') !== (proveedor === 'uisp')) throw refuse('red.tipo')
}

export interface NewObjeto {
  servicioId: string
  dispositivoId: string
  tipo: TipoObjetoRed
  clave: string
  origen: ObjetoRed['origen']
}

/** Adds an object of a service on a device, and the device to the service. Errors: red.objeto_taken. */
export function insertObjeto(tx: Tx, objeto: NewObjeto): string {
  const id = newId()
  const { tenantId } = tx.actor
  const { clave, dispositivoId, servicioId } = objeto
  if (objeto.tipo === 'uisp_servicio' && reads(tx.db).inUisp.get(clave, dispositivoId, servicioId))
    throw refuse('red.objeto_taken', { clave })
  try {
    writes(tx.db).insert.run({ ...objeto, id, tenantId, now: tx.now })
  } catch (error) {
    const taken = error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE'
    throw taken ? refuse('red.objeto_taken', { clave }) : error
  }
  takeObjeto(tx.db, tenantId, { ...objeto, id })
  writes(tx.db).place.run({ tenantId, servicioId, dispositivoId })
  return id
}

export interface ProvisionInput {
  servicioId: string
  dispositivoId: string
  tipos?: readonly TipoObjetoRed[] | undefined
  /** Of UISP's CRM; empty or left out: the one that is known already. */
  uispServicioId?: string | undefined
}

/** The service is to be on this device; see `red.provision`. What is there already of it stays. */
export function provision(tx: Tx, input: ProvisionInput): { objetos: ObjetoRed[]; trabajoId: string } {
  const { tenantId } = tx.actor
  const { servicioId, dispositivoId, uispServicioId = '' } = input
  const servicio = readServicio(tx.db, tenantId, servicioId)
  if (servicio.estado === 'baja') throw refuse('servicio.estado', { estado: 'baja', fecha: servicio.fechaCorte })
  const proveedor = reads(tx.db).device.get(dispositivoId, tenantId)
  if (!proveedor) throw refuse('not_found', { entidad: 'dispositivo' })
  if (uispServicioId !== '' && proveedor !== 'uisp') throw refuse('red.tipo')
  if (uispServicioId !== '') saveInUisp(tx, servicioId, uispServicioId)
  const net = readServicioRed(tx.db, tenantId, servicioId)
  const here = objetosOf(tx.db, tenantId, servicioId).filter(
    (objeto) => objeto.dispositivoId === dispositivoId && objeto.retiradoEn === null,
  )
  for (const tipo of new Set(input.tipos ?? usualTipos(servicio.tecnologia, proveedor, net))) {
    checkTipo(tipo, proveedor)
    const { clave, needs } = KEYS[tipo]
    const kept = here.find((objeto) => objeto.tipo === tipo)
    // A number typed for another service of the CRM is not taken for the one that is linked.
    if (kept && uispServicioId !== '' && kept.clave !== uispServicioId) throw refuse('red.made', { clave: kept.clave })
    if (kept) continue
    for (const [field, code] of needs) if (!net[field]) throw refuse(code)
    const origen = tipo === 'uisp_servicio' ? 'vinculado' : 'creado'
    insertObjeto(tx, { servicioId, dispositivoId, tipo, clave: clave(net), origen })
  }
  askDevice(handOf(tx), { servicioId, dispositivoId }, { tipo: 'alta' })
  const objetos = objetosOf(tx.db, tenantId, servicioId).filter(
    (objeto) => objeto.dispositivoId === dispositivoId && objeto.retiradoEn === null,
  )
  const despues = { dispositivoId, objetos: objetos.map(({ tipo, clave }) => ({ tipo, clave })) }
  tx.audit({ accion: 'red.provision', entidad: 'servicio', entidadId: servicioId, despues })
  return { objetos, trabajoId: reads(tx.db).job.get(servicioId, dispositivoId) ?? '' }
}

export interface Unlinking {
  objetoId: string
  /** Whoever is cut stays cut there: the device is gone, or somebody else mends it. */
  dejarCortado?: boolean | undefined
}

/**
 * The office forgets an object; the device keeps it as it is. One that is cut would stay so for ever, as nobody would lift it when it is
 * paid: it is forgotten only with `dejarCortado`. Errors: not_found, red.unlinked, red.cut.
 */
export function unlink(tx: Tx, { objetoId, dejarCortado = false }: Unlinking): { objetoId: string } {
  const objeto = findObjeto(tx.db, tx.actor.tenantId, objetoId)
  if (!objeto) throw refuse('not_found', { entidad: 'objeto' })
  if (objeto.retiradoEn !== null) throw refuse('red.unlinked')
  const cortado = reads(tx.db).cut.get(Number(objeto.cambiado), objetoId) === 1
  if (cortado && !dejarCortado) throw refuse('red.cut', { clave: objeto.clave })
  writes(tx.db).retire.run(tx.now, tx.now, objetoId)
  const { servicioId, dispositivoId, tipo, clave } = objeto
  // Whatever is under way there is decided anew, without it.
  askDevice(handOf(tx), { servicioId, dispositivoId }, { tipo: 'cambio' })
  const antes = { dispositivoId, tipo, clave, ...(cortado ? { cortado } : {}) }
  tx.audit({ accion: 'red.unlink', entidad: 'servicio', entidadId: servicioId, antes })
  return { objetoId }
}
