import { implement } from '@orpc/server'
import { contract } from '../contract/index.ts'
import { accessHandlers, usuariosHandlers } from './access/handlers.ts'
import { devolucionesHandlers, notasHandlers, promesasHandlers } from './billing/account-handlers.ts'
import { facturacionHandlers, facturasHandlers } from './billing/handlers.ts'
import { cargosHandlers } from './billing/cargos-handlers.ts'
import { corridasHandlers } from './billing/run/handlers.ts'
import { cajaHandlers } from './cash/caja-handlers.ts'
import { cobrosHandlers, recibosHandlers } from './cash/handlers.ts'
import { rutasHandlers } from './cash/rutas-handlers.ts'
import { reversosHandlers } from './cash/reversos-handlers.ts'
import { clientesHandlers, planesHandlers } from './customers/handlers.ts'
import { serviciosHandlers } from './customers/servicios-handlers.ts'
import { documentosHandlers } from './documents/handlers.ts'
import { diagnosticoHandlers } from './network/diagnose/handlers.ts'
import { vinculosHandlers } from './network/links/handlers.ts'
import { pasarelasHandlers } from './gateways/handlers.ts'
import { importsHandlers } from './imports/handlers.ts'
import { impresorasHandlers } from './printing/handlers.ts'
import { dispositivosHandlers } from './network/devices/handlers.ts'
import { alertasHandlers, controladoresHandlers, sitiosHandlers } from './network/devices/place-handlers.ts'
import type { RequestContext } from './kernel/office.ts'
import { correosHandlers, recordatoriosHandlers } from './mail/handlers.ts'
import { cortesHandlers } from './network/cuts/handlers.ts'
import { redHandlers } from './network/handlers.ts'
import { conciliacionHandlers } from './reconciliation/handlers.ts'
import { systemHandlers } from './reports/handlers.ts'
import { reportesHandlers } from './reports/report-handlers.ts'
import { puestosHandlers, setupHandlers, tenantHandlers } from './setup/handlers.ts'

/** Every procedure of the contract with its handler; a missing one does not compile. */
export const router = implement(contract).$context<RequestContext>().router({
  access: accessHandlers,
  usuarios: usuariosHandlers,
  setup: setupHandlers,
  tenant: tenantHandlers,
  puestos: puestosHandlers,
  clientes: clientesHandlers,
  planes: planesHandlers,
  servicios: serviciosHandlers,
  cargos: cargosHandlers,
  facturas: facturasHandlers,
  facturacion: facturacionHandlers,
  corridas: corridasHandlers,
  cortes: cortesHandlers,
  red: redHandlers,
  cobros: cobrosHandlers,
  recibos: recibosHandlers,
  caja: cajaHandlers,
  rutas: rutasHandlers,
  reversos: reversosHandlers,
  pasarelas: pasarelasHandlers,
  conciliacion: conciliacionHandlers,
  notas: notasHandlers,
  devoluciones: devolucionesHandlers,
  promesas: promesasHandlers,
  reportes: reportesHandlers,
  documentos: documentosHandlers,
  correos: correosHandlers,
  recordatorios: recordatoriosHandlers,
  impresoras: impresorasHandlers,
  imports: importsHandlers,
  vinculos: vinculosHandlers,
  diagnostico: diagnosticoHandlers,
  dispositivos: dispositivosHandlers,
  sitios: sitiosHandlers,
  controladores: controladoresHandlers,
  alertas: alertasHandlers,
  system: systemHandlers,
})
