import type { ObjetoLeido, ServicioConocido } from '../../office/network/links/types.ts'

/** A service in force of a client of that name; nothing else is known of it. */
export const servicio = (
  servicioId: string,
  nombre: string,
  fields: Partial<ServicioConocido> = {},
): ServicioConocido => ({
  servicioId,
  clienteId: servicioId,
  codigo: `X-${servicioId}`,
  nombre,
  documento: '',
  telefono: '',
  direccion: '',
  tecnologia: 'pppoe',
  dispositivoRef: '',
  usuario: '',
  ip: '',
  mac: '',
  planNombre: 'Hogar Veloz 20',
  bajada: 20,
  subida: 5,
  estado: 'activo',
  perfilCorte: 'sin-pago',
  ...fields,
})

/** An access that says nothing of anybody. */
export const object = (fields: Partial<ObjetoLeido>): ObjetoLeido => ({
  tipo: 'ppp_secret',
  clave: 'x',
  comentario: '',
  perfil: '',
  ip: '',
  mac: '',
  deshabilitado: false,
  velocidad: null,
  ...fields,
})
