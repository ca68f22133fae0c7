import type { Tecnologia } from '../../../contract/enums.ts'
import type { RouterOptions } from '../routeros/types.ts'
import type { UispState } from '../uisp/types.ts'

/** A service as the books know it, that is to be on the network. */
export interface ServicioSembrado {
  codigo: string
  nombre: string
  documento: string
  tecnologia: Tecnologia
  /** How the network knows it: user (pppoe), MAC (dhcp), serial number (fiber), name of the radio (wireless). */
  ref: string
  /** Speeds in Mbps. */
  plan: { nombre: string; bajada: number; subida: number }
  /** Cut off there already. */
  cortado?: boolean
  /** On which router, from 0. Default: spread over all. */
  router?: number
}

export type Desorden =
  /** Nobody's: no client, no code. */
  | 'huerfano'
  /** Of a client that does not exist. */
  | 'cliente_inexistente'
  /** A second object of a client. */
  | 'duplicado'
  /** Of somebody else: not to be touched. */
  | 'ajeno'
  /** On another plan's profile. */
  | 'otro_perfil'
  /** Switched off on the router, though nobody cut it. */
  | 'deshabilitado'
  /** A comment that is no UTF-8. */
  | 'cp1252'
  /** A comment that says nothing, or a name written wrong. */
  | 'mal_escrito'
  /** A service that is on no router. */
  | 'ausente'

/** What is where, for tests to hold findings against. */
export interface Sembrado {
  router: number
  menu: string
  /** The name, or the address, by which the router knows it. */
  clave: string
  /** The service it belongs to; null for nobody's. */
  codigo: string | null
  desorden: Desorden | null
}

export interface SeedOptions {
  servicios: readonly ServicioSembrado[]
  /** How many routers. Default 1. */
  routers?: number
  seed?: number
  /** Whether it is as untidy as real networks are. Default true. */
  mess?: boolean
  /** Versions, taken in turn. Default: 7.18, 7.21, 6.49, 7.9 and 7.13. */
  versions?: readonly string[]
}

export interface SeededNetwork {
  routers: RouterOptions[]
  uisp: UispState
  objetos: Sembrado[]
}
