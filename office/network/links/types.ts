import type { EstadoServicio, Tecnologia, TipoObjetoRed } from '../../../contract/enums.ts'
import type { MotivoVinculo } from '../../../contract/procedures/vinculos.ts'

/** What a device says of one of its objects. Speeds in Mbps. */
export interface ObjetoLeido {
  tipo: TipoObjetoRed
  clave: string
  comentario: string
  perfil: string
  ip: string
  mac: string
  deshabilitado: boolean
  velocidad: { bajada: number; subida: number } | null
}

/** A service and its client, as objects are held against. */
export interface ServicioConocido {
  servicioId: string
  clienteId: string
  codigo: string
  nombre: string
  documento: string
  telefono: string
  direccion: string
  tecnologia: Tecnologia
  dispositivoRef: string
  usuario: string
  ip: string
  mac: string
  planNombre: string
  bajada: number
  subida: number
  estado: EstadoServicio
  /** The PPP profile that its plan is cut with. */
  perfilCorte: string
}

export interface Fit {
  /** Position of the service in the world. */
  servicio: number
  /** 0–1000. */
  puntaje: number
  /** The same by what names somebody alone: without plan, technology and the like. */
  nombrado: number
  /** The access has the very name that is noted on this service alone: no other fit comes near. */
  propio: boolean
  motivos: { motivo: MotivoVinculo; texto: string }[]
}
