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
/** Cash needs no reconciliation; transfers and gateways wait for their statement. */
export const ESTADOS_CONCILIACION = ['no_aplica', 'pendiente', 'conciliado', 'rechazado'] as const
export type EstadoConciliacion = (typeof ESTADOS_CONCILIACION)[number]
/** What happens to a service of this plan when its client owes beyond grace. */
export const POLITICAS_SUSPENSION = ['cortar', 'reducir', 'no_cortar'] as const
export type PoliticaSuspension = (typeof POLITICAS_SUSPENSION)[number]

export const IDIOMAS = ['es', 'en', 'pt'] as const
export type Idioma = (typeof IDIOMAS)[number]
