/** Closed lists. Those of the customer's data model are spelt exactly as it spells them; the rest are ours. */

export const ROLES = ['admin', 'soporte', 'cobranza', 'operador'] as const
export type Rol = (typeof ROLES)[number]

export const ESTADOS_SERVICIO_CLIENTE = ['activo', 'suspendido', 'baja'] as const
export type EstadoServicioCliente = (typeof ESTADOS_SERVICIO_CLIENTE)[number]

export const TECNOLOGIAS = ['pppoe', 'dhcp', 'fiber', 'wireless'] as const
export type Tecnologia = (typeof TECNOLOGIAS)[number]

export const ESTADOS_FACTURA = ['pendiente', 'pagada', 'vencida'] as const
export type EstadoFactura = (typeof ESTADOS_FACTURA)[number]

export const METODOS_PAGO = ['efectivo', 'transferencia', 'pasarela'] as const
export type MetodoPago = (typeof METODOS_PAGO)[number]

export const PROVEEDORES_RED = ['mikrotik', 'uisp'] as const
export type ProveedorRed = (typeof PROVEEDORES_RED)[number]
export const CANALES = ['whatsapp'] as const
export const ESTADOS_CONVERSACION = ['abierta', 'pendiente', 'resuelta'] as const
export const TIPOS_MENSAJE = ['entrante', 'saliente'] as const
export const ORIGENES_EVENTO = ['mikrotik', 'uisp', 'whatsapp', 'n8n', 'openai'] as const
export const PROVEEDORES_FLUJO = ['n8n'] as const
export const PROVEEDORES_AI = ['openai'] as const

// The model leaves the values of these open; these are ours.
export const ESTADOS_TENANT = ['activo', 'inactivo'] as const
export const ESTADOS_USUARIO = ['activo', 'inactivo'] as const
export type EstadoUsuario = (typeof ESTADOS_USUARIO)[number]
export const ESTADOS_SERVICIO = ['activo', 'suspendido', 'baja'] as const
export type EstadoServicio = (typeof ESTADOS_SERVICIO)[number]
export const ESTADOS_DISPOSITIVO = ['desconocido', 'en_linea', 'caido'] as const
export type EstadoDispositivo = (typeof ESTADOS_DISPOSITIVO)[number]
/** Cash needs no reconciliation; transfers and gateways wait for their statement. */
export const ESTADOS_CONCILIACION = ['no_aplica', 'pendiente', 'conciliado', 'rechazado'] as const
export type EstadoConciliacion = (typeof ESTADOS_CONCILIACION)[number]
/** What happens to a service of this plan when its client owes beyond grace. */
export const POLITICAS_SUSPENSION = ['cortar', 'reducir', 'no_cortar'] as const
export type PoliticaSuspension = (typeof POLITICAS_SUSPENSION)[number]

export const IDIOMAS = ['es', 'en', 'pt'] as const
export type Idioma = (typeof IDIOMAS)[number]

/** Billed before the period begins, or after it has ended. */
export const MODALIDADES = ['adelantado', 'vencido'] as const
export type Modalidad = (typeof MODALIDADES)[number]
/** One invoice for each service, or one for all of a client's. */
export const AGRUPACIONES = ['servicio', 'cliente'] as const
export type Agrupacion = (typeof AGRUPACIONES)[number]
export const TIPOS_EVENTO_SERVICIO = ['suspension', 'pausa', 'reactivacion', 'cambio_plan', 'baja'] as const
export type TipoEventoServicio = (typeof TIPOS_EVENTO_SERVICIO)[number]
/** Why a service is suspended: its client owes, or asked for a pause. */
export const MOTIVOS_SUSPENSION = ['deuda', 'pausa'] as const
export type MotivoSuspension = (typeof MOTIVOS_SUSPENSION)[number]
export const TIPOS_CARGO = [
  'unico',
  'recurrente',
  'cuotas',
  'descuento_fijo',
  'descuento_porcentaje',
  'mora',
  'reconexion',
] as const
export type TipoCargo = (typeof TIPOS_CARGO)[number]
/** `facturado`: nothing of it is left to bill. */
export const ESTADOS_CARGO = ['vigente', 'facturado', 'anulado'] as const
export type EstadoCargo = (typeof ESTADOS_CARGO)[number]
export const ESTADOS_CORRIDA = ['por_confirmar', 'emitiendo', 'pausada', 'terminada', 'descartada'] as const
export type EstadoCorrida = (typeof ESTADOS_CORRIDA)[number]
/** `sin_cargo`: it came to nothing; `cambio`: no longer what was previewed, so left for another run. */
export const ESTADOS_CORRIDA_FILA = ['pendiente', 'emitida', 'acreditada', 'sin_cargo', 'cambio', 'excluida'] as const
export type EstadoCorridaFila = (typeof ESTADOS_CORRIDA_FILA)[number]
export const MOTIVOS_NOTA_CREDITO = ['saldo_inicial', 'anulacion', 'ajuste', 'prorrateo'] as const
export type MotivoNotaCredito = (typeof MOTIVOS_NOTA_CREDITO)[number]
export const METODOS_DEVOLUCION = ['efectivo', 'transferencia'] as const
export type MetodoDevolucion = (typeof METODOS_DEVOLUCION)[number]
export const ESTADOS_PROMESA = ['abierta', 'cumplida', 'rota', 'cancelada'] as const
export type EstadoPromesa = (typeof ESTADOS_PROMESA)[number]
export const TIPOS_CORREO = ['factura', 'nota_credito', 'recibo', 'estado_cuenta', 'recordatorio', 'promesa'] as const
export type TipoCorreo = (typeof TIPOS_CORREO)[number]
/** `cancelado`: it had no reason any more when its turn came (the client paid, say). */
export const ESTADOS_CORREO = ['pendiente', 'enviado', 'fallido', 'cancelado'] as const
export type EstadoCorreo = (typeof ESTADOS_CORREO)[number]
export const DOCUMENTOS = [
  'recibo',
  'factura',
  'nota_credito',
  'estado_cuenta',
  'devolucion',
  'reporte_caja',
  'movimiento_caja',
  'reverso',
  'ruta_cobro',
] as const
export type DocumentoTipo = (typeof DOCUMENTOS)[number]
export const SALIDAS = ['impresora', 'pdf', 'correo'] as const
export type Salida = (typeof SALIDAS)[number]

/** A seat's drawer, or what a collector carries. */
export const TIPOS_SESION_CAJA = ['mostrador', 'cobrador'] as const
export type TipoSesionCaja = (typeof TIPOS_SESION_CAJA)[number]
export const ESTADOS_SESION_CAJA = ['abierta', 'cerrada'] as const
export type EstadoSesionCaja = (typeof ESTADOS_SESION_CAJA)[number]
/** `entrega` and `recepcion`: from one session to another; `devolucion` and `reverso`: cash given back to a client. */
export const TIPOS_MOVIMIENTO_CAJA = [
  'entrada',
  'retiro',
  'gasto',
  'devolucion',
  'reverso',
  'entrega',
  'recepcion',
] as const
export type TipoMovimientoCaja = (typeof TIPOS_MOVIMIENTO_CAJA)[number]
/** Where cash lies when it is in no drawer. */
export const LUGARES_EFECTIVO = ['caja_fuerte', 'banco', 'otro'] as const
export type LugarEfectivo = (typeof LUGARES_EFECTIVO)[number]
/** `control`: counted in between, closing nothing. */
export const TIPOS_ARQUEO = ['apertura', 'control', 'cierre'] as const
export type TipoArqueo = (typeof TIPOS_ARQUEO)[number]
export const ESTADOS_APROBACION = ['no_requiere', 'pendiente', 'aprobada'] as const
export type EstadoAprobacion = (typeof ESTADOS_APROBACION)[number]
export const TIPOS_REPORTE_CAJA = ['x', 'z'] as const
export type TipoReporteCaja = (typeof TIPOS_REPORTE_CAJA)[number]
/** Why a receipt was taken back. */
export const TIPOS_REVERSO = ['anulacion', 'rechazo', 'reembolso', 'contracargo'] as const
export type TipoReverso = (typeof TIPOS_REVERSO)[number]
export const ESTADOS_RUTA = ['abierta', 'rendida', 'anulada'] as const
export type EstadoRuta = (typeof ESTADOS_RUTA)[number]
export const ESTADOS_VISITA = ['pendiente', 'cobrada', 'no_pago', 'ausente'] as const
export type EstadoVisita = (typeof ESTADOS_VISITA)[number]

export const FORMATOS_EXTRACTO = ['csv', 'xlsx', 'ofx'] as const
export type FormatoExtracto = (typeof FORMATOS_EXTRACTO)[number]
/** `repetida`: the bank said the same line twice. */
export const TIPOS_EXTRACTO_LINEA = ['credito', 'debito', 'comision', 'repetida'] as const
export type TipoExtractoLinea = (typeof TIPOS_EXTRACTO_LINEA)[number]
/** `parcial`: a part of it has its receipt. `ignorada`: nothing to look for (money out, fees, repeats, or so decided). */
export const ESTADOS_EXTRACTO_LINEA = ['pendiente', 'parcial', 'conciliada', 'ignorada'] as const
export type EstadoExtractoLinea = (typeof ESTADOS_EXTRACTO_LINEA)[number]
/** `propuesta`: one that was offered and accepted; `manual`: found by a person. */
export const ORIGENES_CONCILIACION = ['automatica', 'propuesta', 'manual'] as const
export type OrigenConciliacion = (typeof ORIGENES_CONCILIACION)[number]
export const PROVEEDORES_PASARELA = ['mercado_pago', 'stripe'] as const
export type ProveedorPasarela = (typeof PROVEEDORES_PASARELA)[number]
export const ESTADOS_PAGO_PASARELA = ['pendiente', 'aprobado', 'rechazado', 'devuelto', 'contracargo'] as const
export type EstadoPagoPasarela = (typeof ESTADOS_PAGO_PASARELA)[number]

/** What a counter printer prints. */
export const TIPOS_TICKET = [
  'recibo',
  'devolucion',
  'reverso',
  'movimiento_caja',
  'reporte_caja',
  'prueba',
  'cajon',
] as const
export type TipoTicket = (typeof TIPOS_TICKET)[number]
/** `incierto`: it may be on paper, the office ended while it was sent. */
export const ESTADOS_TRABAJO_IMPRESION = [
  'pendiente',
  'enviando',
  'impreso',
  'fallido',
  'incierto',
  'cancelado',
] as const
export type EstadoTrabajoImpresion = (typeof ESTADOS_TRABAJO_IMPRESION)[number]

/** `observar`: the office reads the device and never writes to it. */
export const MODOS_DISPOSITIVO = ['observar', 'gestionar'] as const
export type ModoDispositivo = (typeof MODOS_DISPOSITIVO)[number]
export const FRECUENCIAS_RESPALDO = ['nunca', 'diario', 'semanal'] as const
export type FrecuenciaRespaldo = (typeof FRECUENCIAS_RESPALDO)[number]
/** How long a stretch of a device's history is: one look, an hour, a day. */
export const RESOLUCIONES_METRICA = ['cruda', 'hora', 'dia'] as const
export type ResolucionMetrica = (typeof RESOLUCIONES_METRICA)[number]
export const TIPOS_ALERTA = ['caido', 'cpu', 'sesiones', 'temperatura', 'reinicio'] as const
export type TipoAlerta = (typeof TIPOS_ALERTA)[number]
/** `export`: text that can be compared; `binario`: a file only the device itself can read. */
export const TIPOS_RESPALDO = ['export', 'binario'] as const
export type TipoRespaldo = (typeof TIPOS_RESPALDO)[number]
/**
 * What a cut is on the device: another PPP profile, the secret disabled, the address on a firewall list, the lease blocked,
 * or the service suspended in UISP.
 */
export const METODOS_CORTE = ['perfil', 'deshabilitar', 'lista', 'bloqueo_dhcp', 'uisp'] as const
export type MetodoCorte = (typeof METODOS_CORTE)[number]
/** What of a device can be a service's. */
export const TIPOS_OBJETO_RED = ['ppp_secret', 'dhcp_lease', 'simple_queue', 'uisp_servicio'] as const
export type TipoObjetoRed = (typeof TIPOS_OBJETO_RED)[number]
export const ORIGENES_OBJETO_RED = ['creado', 'vinculado'] as const
export type OrigenObjetoRed = (typeof ORIGENES_OBJETO_RED)[number]
/** Why a device is told about a service. */
export const TIPOS_TRABAJO_RED = [
  'alta',
  'corte',
  'reactivacion',
  'cambio_plan',
  'cambio',
  'baja',
  'correccion',
] as const
export type TipoTrabajoRed = (typeof TIPOS_TRABAJO_RED)[number]
/** `aplicado`: written, not yet read back. `cancelado`: a person gave it up; `fallido`: waiting alone does not mend it. */
export const ESTADOS_TRABAJO_RED = ['pendiente', 'aplicado', 'verificado', 'fallido', 'cancelado'] as const
export type EstadoTrabajoRed = (typeof ESTADOS_TRABAJO_RED)[number]
/** Its device has not said yet what it should. */
export const isTrabajoAbierto = (estado: EstadoTrabajoRed): boolean => estado === 'pendiente' || estado === 'aplicado'
/** `atrasada`: its hour passed while the office was closed. */
export const ORIGENES_CORRIDA_CORTE = ['automatica', 'manual', 'atrasada'] as const
export type OrigenCorridaCorte = (typeof ORIGENES_CORRIDA_CORTE)[number]
export const ESTADOS_CORRIDA_CORTE = [
  'por_confirmar',
  'en_curso',
  'pausada',
  'terminada',
  'detenida',
  'descartada',
] as const
export type EstadoCorridaCorte = (typeof ESTADOS_CORRIDA_CORTE)[number]
export const ESTADOS_CORTE_FILA = ['pendiente', 'cortado', 'omitido'] as const
export type EstadoCorteFila = (typeof ESTADOS_CORTE_FILA)[number]
/** What lifted a cut. `saldo`: a credit note, or credit that paid. `regla`: other rules or another plan. `deshecho`: the run was taken back. `persona`: somebody let the service come back. */
export const CAUSAS_LEVANTE = ['pago', 'promesa', 'saldo', 'regla', 'deshecho', 'persona', 'baja'] as const
export type CausaLevante = (typeof CAUSAS_LEVANTE)[number]
