import { implement, lazy, unlazy } from '@orpc/server'
import { contract } from '../contract/index.ts'
import { accessHandlers, usuariosHandlers } from './access/handlers.ts'
import type { RequestContext } from './kernel/office.ts'
import { puestosHandlers, setupHandlers, tenantHandlers } from './setup/handlers.ts'

/** A part of the office that is loaded when it is first asked: the start reads what the door needs. */
const part = <Module, Handlers>(load: () => Promise<Module>, handlers: (module: Module) => Handlers) =>
  lazy(async () => ({ default: handlers(await load()) }))

const customers = () => import('./customers/handlers.ts')
const servicios = () => import('./customers/servicios-handlers.ts')
const cargos = () => import('./billing/cargos-handlers.ts')
const billing = () => import('./billing/handlers.ts')
const run = () => import('./billing/run/handlers.ts')
const cuts = () => import('./network/cuts/handlers.ts')
const network = () => import('./network/handlers.ts')
const cash = () => import('./cash/handlers.ts')
const caja = () => import('./cash/caja-handlers.ts')
const rutas = () => import('./cash/rutas-handlers.ts')
const reversos = () => import('./cash/reversos-handlers.ts')
const gateways = () => import('./gateways/handlers.ts')
const reconciliation = () => import('./reconciliation/handlers.ts')
const account = () => import('./billing/account-handlers.ts')
const report = () => import('./reports/report-handlers.ts')
const documents = () => import('./documents/handlers.ts')
const mail = () => import('./mail/handlers.ts')
const printing = () => import('./printing/handlers.ts')
const imports = () => import('./imports/handlers.ts')
const links = () => import('./network/links/handlers.ts')
const diagnose = () => import('./network/diagnose/handlers.ts')
const devices = () => import('./network/devices/handlers.ts')
const place = () => import('./network/devices/place-handlers.ts')
const reports = () => import('./reports/handlers.ts')

const parts = {
  clientes: part(customers, (module) => module.clientesHandlers),
  planes: part(customers, (module) => module.planesHandlers),
  servicios: part(servicios, (module) => module.serviciosHandlers),
  cargos: part(cargos, (module) => module.cargosHandlers),
  facturas: part(billing, (module) => module.facturasHandlers),
  facturacion: part(billing, (module) => module.facturacionHandlers),
  corridas: part(run, (module) => module.corridasHandlers),
  cortes: part(cuts, (module) => module.cortesHandlers),
  red: part(network, (module) => module.redHandlers),
  cobros: part(cash, (module) => module.cobrosHandlers),
  recibos: part(cash, (module) => module.recibosHandlers),
  caja: part(caja, (module) => module.cajaHandlers),
  rutas: part(rutas, (module) => module.rutasHandlers),
  reversos: part(reversos, (module) => module.reversosHandlers),
  pasarelas: part(gateways, (module) => module.pasarelasHandlers),
  conciliacion: part(reconciliation, (module) => module.conciliacionHandlers),
  notas: part(account, (module) => module.notasHandlers),
  devoluciones: part(account, (module) => module.devolucionesHandlers),
  promesas: part(account, (module) => module.promesasHandlers),
  reportes: part(report, (module) => module.reportesHandlers),
  documentos: part(documents, (module) => module.documentosHandlers),
  correos: part(mail, (module) => module.correosHandlers),
  recordatorios: part(mail, (module) => module.recordatoriosHandlers),
  impresoras: part(printing, (module) => module.impresorasHandlers),
  imports: part(imports, (module) => module.importsHandlers),
  vinculos: part(links, (module) => module.vinculosHandlers),
  diagnostico: part(diagnose, (module) => module.diagnosticoHandlers),
  dispositivos: part(devices, (module) => module.dispositivosHandlers),
  sitios: part(place, (module) => module.sitiosHandlers),
  controladores: part(place, (module) => module.controladoresHandlers),
  alertas: part(place, (module) => module.alertasHandlers),
  system: part(reports, (module) => module.systemHandlers),
}

/** Every procedure of the contract with its handler; a missing one does not compile. */
export const router = implement(contract)
  .$context<RequestContext>()
  .router({
    access: accessHandlers,
    usuarios: usuariosHandlers,
    setup: setupHandlers,
    tenant: tenantHandlers,
    puestos: puestosHandlers,
    ...parts,
  })

/** Loads what the start left out, so that nobody waits for it later. */
export async function loadAllParts(): Promise<void> {
  for (const one of Object.values(parts)) await unlazy(one)
}
