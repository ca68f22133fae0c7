import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import {
  ESTADOS_DISPOSITIVO,
  type EstadoDispositivo,
  FRECUENCIAS_RESPALDO,
  type FrecuenciaRespaldo,
  MODOS_DISPOSITIVO,
  type ModoDispositivo,
  PROVEEDORES_RED,
  type ProveedorRed,
  type TipoAlerta,
} from '../enums.ts'
import { type Page, zHost, zId, zOptionalText, zPage, zPuerto, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import type { FallaDispositivo, Metricas } from './dispositivo-base.ts'
import { dispositivoVivo } from './dispositivo-vivo.ts'
import { respaldos } from './respaldos.ts'

export interface DispositivoRow {
  id: string
  proveedor: ProveedorRed
  nombre: string
  /** Address the office reaches it at. */
  host: string
  puerto: number
  tls: boolean
  modelo: string
  version: string
  /** Serial number, or what it is known by in UISP; empty until it first answered. */
  serie: string
  sitio: { id: string; nombre: string } | null
  controlador: { id: string; nombre: string } | null
  etiquetas: string[]
  modo: ModoDispositivo
  estado: EstadoDispositivo
  /** Why it does not answer; null while it does, and before the first look. */
  falla: FallaDispositivo | null
  /** When it answered last, ms; the age of `metricas`. Null: never. */
  ultimoSyncAt: number | null
  /** When the office looked last since it was opened, ms; null: not yet. */
  vistoEn: number | null
  /** The office told it to reboot then, ms since the epoch, and waits for it; null: it is back, or was given up. */
  reiniciandoDesde: number | null
  metricas: Metricas
  /** Alerts that last. */
  alertas: TipoAlerta[]
  /** Under maintenance: no new alerts until then, ms; null: not muted. */
  silenciadoHasta: number | null
  /** False: put away. */
  activo: boolean
}

export interface DispositivoDetail extends DispositivoRow {
  usuario: string
  /** Whether a password is kept, and can be opened on this PC. */
  clave: 'ninguna' | 'guardada' | 'ilegible'
  /** SHA-256 of the certificate that was trusted, hex; null: none. */
  huellaTls: string | null
  sondeoSegundos: number
  respaldo: FrecuenciaRespaldo
  notas: string
  /** Services with objects on it. */
  servicios: number
  actualizadoEn: number
}

export interface ResumenDispositivos {
  total: number
  estados: Record<EstadoDispositivo, number>
  /** Every tag in use, with how many carry it, by name. */
  etiquetas: { etiqueta: string; n: number }[]
  archivados: number
}

const zHuella = z.string().regex(/^[0-9a-f]{64}$/)
const zEtiquetas = z.array(zText(30)).max(20)

/** How a MikroTik is reached. `clave` left out: the one that is kept, as long as it goes to the same address. */
const zAcceso = {
  host: zHost,
  puerto: zPuerto,
  tls: z.boolean(),
  /** The certificate that a person trusts; with TLS nothing is kept without it. */
  huellaTls: zHuella.nullable(),
  usuario: zText(60),
  clave: z.string().max(200).optional(),
}

export const zDispositivoInput = z.object({
  nombre: zText(80),
  ...zAcceso,
  sitioId: zId.nullable(),
  modo: z.enum(MODOS_DISPOSITIVO),
  etiquetas: zEtiquetas,
  /** Seconds between two looks. */
  sondeoSegundos: z.number().int().min(10).max(86_400),
  respaldo: z.enum(FRECUENCIAS_RESPALDO),
  notas: zOptionalText(2000),
})
export type DispositivoInput = z.output<typeof zDispositivoInput>

export const PASOS_REVISION = [
  'alcance',
  'api',
  'cifrado',
  'certificado',
  'credenciales',
  'permisos',
  'sistema',
  'reloj',
] as const
export type PasoRevision = (typeof PASOS_REVISION)[number]

/** Rights of a RouterOS user's group that the office needs: to read, and to manage. */
export const POLITICAS_LEER = ['api', 'read', 'test'] as const
export const POLITICAS_GESTIONAR = ['write', 'policy', 'sensitive'] as const
/** To make backups; to reboot. */
export const POLITICAS_OTRAS = ['ftp', 'reboot'] as const

/** What a device said of itself. */
export interface IdentidadDispositivo {
  identidad: string
  modelo: string
  version: string
  /** Serial number; of a virtual router, the id of its licence. */
  serie: string
  arquitectura: string
  uptime: number | null
}

/**
 * One step of the guided check. `curso`: begun; `aviso`: goes on, with something to know; `falla`: ends here; `confirmar`: ends here until
 * a person trusts the certificate. Each code is a text of the screen (`revision.<paso>.<codigo>`).
 */
export type PasoRevisado =
  | { paso: PasoRevision; resultado: 'curso' }
  | { paso: 'alcance'; resultado: 'ok'; ms: number }
  | { paso: 'api'; resultado: 'ok' }
  /** `sin_cifrar`: passwords travel readable; port 8729 with a certificate is better. */
  | { paso: 'cifrado'; resultado: 'ok' }
  | { paso: 'cifrado'; resultado: 'aviso'; codigo: 'sin_cifrar' }
  | { paso: 'certificado'; resultado: 'ok'; huella: string }
  | {
      paso: 'certificado'
      resultado: 'confirmar'
      codigo: 'nuevo' | 'cambiado'
      huella: string
      anterior: string | null
    }
  | { paso: 'credenciales'; resultado: 'ok' }
  /** `faltan_leer`: the office cannot even look; `faltan_gestionar`: only observing is possible; `desconocidos`: it would not say. */
  | { paso: 'permisos'; resultado: 'ok'; grupo: string }
  | {
      paso: 'permisos'
      resultado: 'aviso'
      codigo: 'faltan_leer' | 'faltan_gestionar' | 'faltan_otras' | 'desconocidos'
      grupo: string
      faltan: string[]
    }
  | { paso: 'sistema'; resultado: 'ok'; identidad: IdentidadDispositivo }
  /** `version_vieja`: older than 6.43; `ya_existe`: `dispositivo` is this same one. */
  | {
      paso: 'sistema'
      resultado: 'aviso'
      codigo: 'version_vieja' | 'ya_existe' | 'sin_serie'
      identidad: IdentidadDispositivo
      dispositivo: { id: string; nombre: string } | null
    }
  /** `segundos`: how far its clock is ahead of this PC's. */
  | { paso: 'reloj'; resultado: 'ok'; segundos: number }
  | { paso: 'reloj'; resultado: 'aviso'; codigo: 'atrasado' | 'adelantado' | 'desconocido'; segundos: number | null }
  /** `detalle`: the device's own words, for whoever knows them. */
  | { paso: PasoRevision; resultado: 'falla'; codigo: FallaDispositivo; detalle: string }

/** A neighbour that announced itself by MNDP. */
export interface Vecino {
  mac: string
  identidad: string
  plataforma: string
  modelo: string
  version: string
  softwareId: string
  uptime: number | null
  /** Interface it spoke from. */
  interfaz: string
  ipv4: string | null
  ipv6: string | null
  /** The device of the office that has this address. */
  dispositivo: { id: string; nombre: string } | null
}

export type Busqueda =
  | { tipo: 'vecino'; vecino: Vecino }
  /** Which addresses of this PC listen; none: discovery is not possible here (`puerto_ocupado`, `sin_red`). */
  | { tipo: 'escuchando'; redes: string[]; falla: 'puerto_ocupado' | 'sin_red' | 'prohibido' | null }
  | { tipo: 'fin'; vecinos: number }

const zFiltro = z
  .object({
    texto: zOptionalText(80).optional(),
    estado: z.enum(ESTADOS_DISPOSITIVO).optional(),
    sitioId: zId.nullable().optional(),
    controladorId: zId.optional(),
    etiqueta: zText(30).optional(),
    proveedor: z.enum(PROVEEDORES_RED).optional(),
    modo: z.enum(MODOS_DISPOSITIVO).optional(),
    /** Only those with an alert that lasts. */
    conAlerta: z.boolean().optional(),
    /** The put away instead of those in use. */
    archivados: z.boolean().optional(),
  })
  .default({})
export type FiltroDispositivos = z.output<typeof zFiltro>

export interface CambioDispositivos {
  /** Whole rows that changed since the last event; the first event has none. */
  filas: DispositivoRow[]
  resumen: ResumenDispositivos
}

/**
 * The devices of the network. Errors: not_found, conflict.changed, dispositivo.duplicado, dispositivo.huella, dispositivo.clave_otra_vez,
 * red.key_unavailable, dispositivo.falla.
 */
export const dispositivos = {
  /** By name. */
  list: guarded('red.read')
    .input(z.object({ filter: zFiltro, ...zPage }))
    .output(type<Page<DispositivoRow>>()),
  resumen: guarded('red.read').output(type<ResumenDispositivos>()),
  get: guarded('red.read')
    .input(z.object({ id: zId }))
    .output(type<DispositivoDetail>()),
  /** The summary now, then what changed, folded into one event per second at most. */
  watch: guarded('red.read').output(eventIterator(type<CambioDispositivos>())),
  /**
   * Checks an address step by step and keeps nothing. No password is sent before the certificate is the one given as `huellaTls`.
   * `id`: of the device this is about; its kept password is used when `clave` is left out and the address is the kept one.
   */
  revisar: guarded('red.config')
    .input(z.object({ id: zId.optional(), ...zAcceso }))
    .output(eventIterator(type<PasoRevisado>())),
  create: guarded('red.config')
    .input(z.object({ requestId: zRequestId, dispositivo: zDispositivoInput }))
    .output(type<DispositivoDetail>()),
  update: guarded('red.config')
    .input(z.object({ requestId: zRequestId, id: zId, expected: z.number().int(), dispositivo: zDispositivoInput }))
    .output(type<DispositivoDetail>()),
  /** Name, site, tags and notes of any device, those of UISP too. */
  describir: guarded('red.write')
    .input(
      z.object({
        requestId: zRequestId,
        id: zId,
        expected: z.number().int(),
        sitioId: zId.nullable(),
        etiquetas: zEtiquetas,
        notas: zOptionalText(2000),
      }),
    )
    .output(type<DispositivoDetail>()),
  /** Whether the office writes to it, a MikroTik or one of UISP: jobs that waited for it are done then. Errors: not_found. */
  modo: guarded('red.config')
    .input(z.object({ requestId: zRequestId, id: zId, modo: z.enum(MODOS_DISPOSITIVO) }))
    .output(type<DispositivoDetail>()),
  /** Puts away or takes back. Errors: dispositivo.con_servicios (services still have objects there), dispositivo.duplicado (another one is in use at its address). */
  archivar: guarded('red.config')
    .input(z.object({ requestId: zRequestId, id: zId, activo: z.boolean() }))
    .output(type<DispositivoDetail>()),
  /** Maintenance: no new alerts until `hasta` (ms); null ends it. */
  silenciar: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId, hasta: z.number().int().nullable() }))
    .output(type<DispositivoDetail>()),
  /** Looks at it now and answers with what was seen. */
  sondear: guarded('red.read')
    .input(z.object({ id: zId }))
    .output(type<DispositivoDetail>()),
  /** Listens for MikroTik neighbours on the networks of this PC, `segundos` long. */
  buscar: guarded('red.config')
    .input(z.object({ segundos: z.number().int().min(2).max(60).default(10) }))
    .output(eventIterator(type<Busqueda>())),
  /** Reboots it; `nombre` must be its name, typed by the person. Refused in `observar` (`dispositivo.observar`). */
  reiniciar: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId, nombre: zText(80) }))
    .output(type<{ ok: true }>()),
  ...dispositivoVivo,
  ...respaldos,
}
