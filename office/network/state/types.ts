import type {
  EstadoServicio,
  MetodoCorte,
  MotivoSuspension,
  OrigenObjetoRed,
  PoliticaSuspension,
  TipoObjetoRed,
} from '../../../contract/enums.ts'
import type { FallaRed } from '../../../contract/index.ts'
import type { Row } from '../../routeros/index.ts'

/** What the books say of a plan on devices. Speeds in Mbps. */
export interface PlanLibro {
  id: string
  nombre: string
  bajadaMbps: number
  subidaMbps: number
  politica: PoliticaSuspension
  /** PPP profile that devices have already; empty: the office makes `perfilPropio`. */
  perfil: string
  perfilPropio: string
  /** An older plan has a profile of that name. */
  perfilAjeno: boolean
  pool: string
  perfilCorte: string
  listaCorte: string
  reducidaBajadaMbps: number
  reducidaSubidaMbps: number
}

/** What the books say of one service on one device. */
export interface Libro {
  servicioId: string
  /** `[m:xxxxxxxx]`, in the comment of everything the office makes for it. */
  marca: string
  /** Comment of what the office makes, with the tag. */
  comentario: string
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  plan: PlanLibro
  metodo: MetodoCorte
  usuario: string
  /** Opened; null: not known to the office. */
  clave: string | null
  ip: string
  mac: string
  /** Its objects on this device. */
  objetos: Objeto[]
  /** It is cut by UISP's own server. */
  tieneUisp: boolean
}

/** What is remembered of an object until the device says what the books say of an active service. */
export interface Previo {
  /** Its plan when a cut changed it: with another one, its speed is the new plan's. */
  planId: string
  /** What a cut changed: property → value before; empty: it had none. */
  valores: Readonly<Record<string, string>>
  /** Lists that an entry for the service was put on: its plan may name another one by the time it comes back. */
  listas: readonly string[]
  /** Job that wrote its access last: until it ends well, a session may be older than what was written. */
  sesion?: string | undefined
  /** The books' password is new, and has to be written once where it cannot be read back. */
  clave?: boolean | undefined
  /** Its service ended and was seen on the list for it: an entry that is gone from then on was given up for who has the address. */
  terminada?: boolean | undefined
}

/** A row of `objeto_red`. */
export interface Objeto {
  id: string
  tipo: TipoObjetoRed
  clave: string
  origen: OrigenObjetoRed
  previo: Previo | null
  /** The job of `previo.sesion` has not ended well. */
  sesionDebida: boolean
}

/** How a service should be: `cortado` by debt or pause, `reducido` to the plan's lower speed, `baja` for good. */
export type Condicion = 'activo' | 'cortado' | 'reducido' | 'baja'

/** What a device says, by what things are looked up with. Only what was read is in it. */
export interface Visto {
  /** By name. */
  secrets: ReadonlyMap<string, readonly Row[]>
  /** By MAC in capitals, and by address. */
  leases: ReadonlyMap<string, readonly Row[]>
  /** By name. */
  queues: ReadonlyMap<string, readonly Row[]>
  /** Sessions by name. */
  activos: ReadonlyMap<string, readonly Row[]>
  /** By name. */
  perfiles: ReadonlyMap<string, Row>
  /** Entries of the lists that were read, by address. */
  listas: ReadonlyMap<string, readonly Row[]>
  /** Entries that carry a tag, by it. */
  marcadas: ReadonlyMap<string, readonly Row[]>
  /** Tags of services that ended, of those that have an entry at somebody else's address. */
  terminadas: ReadonlySet<string>
  /** Addresses that services which ended had, and others in force have by the books. */
  ocupadas: ReadonlySet<string>
  /** When it was read, ms since the epoch. */
  leidoEn: number
}

export type Menu =
  | '/ppp/secret'
  | '/ppp/profile'
  | '/ppp/active'
  | '/ip/dhcp-server/lease'
  | '/queue/simple'
  | '/ip/firewall/address-list'

/** A command for a device. */
export interface Orden {
  menu: Menu
  verbo: 'add' | 'set' | 'unset' | 'remove' | 'make-static'
  /** Of what is changed; null of `add`. Belongs to the moment it was read. */
  id: string | null
  /** What it is about, for people: a name, a MAC, an address. */
  objeto: string
  /** How the console finds it again: property → value. */
  busca: Readonly<Record<string, string>>
  /** Of `unset`: the property, with an empty value. */
  valores: Readonly<Record<string, string>>
  antes: Readonly<Record<string, string>>
  /** Names of profiles that must be there first. */
  tras: readonly string[]
}

export interface Falla {
  codigo: FallaRed
  detalle: string
  /** All else of it is done. */
  parcial?: true
}

/** What a run of a job has done so far; looked at by the next round of the same run. */
export interface Memoria {
  /** The job; empty where nothing is written. */
  trabajoId: string
  /** Secrets of which something was written. */
  escritos: Set<string>
  /** Secrets whose password was written. */
  claves: Set<string>
  /** Sessions that were removed, by name: ids. Their successors began after what was written. */
  quitadas: Map<string, Set<string>>
  /** Orders that the device refused, by `keyOf`: not sent again by this run, and no reason to hold others back. */
  rechazadas: Set<string>
}

export interface Plan {
  /** Profiles that the office keeps, made or mended before anything else. */
  perfiles: Orden[]
  /** Writes, at once. */
  ordenes: Orden[]
  /** Sessions to remove once the writes of their secret are done. */
  sesiones: Orden[]
  /** To be written down before anything is sent. */
  previos: Map<string, Previo>
  /** Objects whose `previo` is spent once all of this is so. */
  restaurados: string[]
  /** Objects that have their new password once all of this is so. */
  claves: string[]
  /** What objects are called there by now, where that is another name than they were made with: id → name. */
  nombres: Map<string, string>
  falla: Falla | null
}
