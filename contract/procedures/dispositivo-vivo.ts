import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import type { ResolucionMetrica } from '../enums.ts'
import { zHost, zId, zOptionalText, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import { type FallaDispositivo, SERIES_METRICA, type SerieMetrica } from './dispositivo-base.ts'

/** A stretch without a measurement is absent: never zero. */
export interface PuntoHistoria {
  /** Begin of the stretch, ms. */
  t: number
  min: number
  max: number
  media: number
}

export interface Historia {
  resolucion: ResolucionMetrica
  /** Length of a point's stretch, ms. */
  pasoMs: number
  desde: number
  hasta: number
  series: { serie: SerieMetrica; puntos: PuntoHistoria[] }[]
}

/** The service that an object on a device belongs to, through its `objeto_red`. */
export interface ServicioDeFila {
  servicioId: string
  clienteId: string
  cliente: string
  codigo: string
}

/** A list read from a device now. `total`: how many matched; `filas` has the first of them. */
export interface Leido<Fila> {
  filas: Fila[]
  total: number
  /** When it was read, ms. */
  leidoEn: number
}

export interface InterfazRow {
  nombre: string
  tipo: string
  comentario: string
  mac: string
  mtu: number | null
  activa: boolean
  deshabilitada: boolean
  /** Bytes since it counts; null: it does not say. */
  recibidos: number | null
  enviados: number | null
  /** The interface of the default route. */
  salida: boolean
}

export interface SesionPppRow {
  usuario: string
  servicio: string
  /** MAC or number it called from. */
  origen: string
  direccion: string
  /** Seconds; null: it does not say. */
  uptime: number | null
  vinculo: ServicioDeFila | null
}

export interface LeaseRow {
  direccion: string
  mac: string
  host: string
  servidor: string
  estado: string
  dinamico: boolean
  bloqueado: boolean
  deshabilitado: boolean
  /** Seconds until it ends; null: it does not say, or never. */
  vence: number | null
  comentario: string
  vinculo: ServicioDeFila | null
}

export interface ClienteWifiRow {
  mac: string
  interfaz: string
  ssid: string
  /** dBm. */
  senal: number | null
  /** bits/s, as the access point sends and receives. */
  tasaEnvio: number | null
  tasaRecepcion: number | null
  uptime: number | null
  ip: string
  comentario: string
  vinculo: ServicioDeFila | null
}

export interface ColaRow {
  nombre: string
  destino: string
  /** bits/s the client may; 0: no limit; null: it does not say. */
  maxSubida: number | null
  maxBajada: number | null
  /** bits/s now. */
  subida: number | null
  bajada: number | null
  /** Bytes since it counts. */
  bytesSubida: number | null
  bytesBajada: number | null
  deshabilitada: boolean
  dinamica: boolean
  comentario: string
  vinculo: ServicioDeFila | null
}

export interface LineaRegistro {
  /** Its own id there, to tell one from another. */
  id: string
  /** `2026-11-26T10:22:31` by the device's own clock; as it writes it where it does not say the whole day. */
  hora: string
  temas: string[]
  mensaje: string
}

/** Nothing is known at the moment, and why; the stream goes on and tries again by itself. */
export interface SinDatos {
  tipo: 'sin_datos'
  falla: FallaDispositivo
  /** The device's own words. */
  detalle: string
}

export type TraficoVivo =
  | {
      tipo: 'muestra'
      t: number
      /** bits/s as the interface receives and sends; null: it did not say. */
      interfaces: { nombre: string; recibe: number | null; envia: number | null }[]
    }
  | SinDatos

export type RegistroVivo =
  /** What the device has kept, oldest first; replaces what was shown. */
  { tipo: 'inicio'; lineas: LineaRegistro[] } | { tipo: 'nuevas'; lineas: LineaRegistro[]; perdidas: number } | SinDatos

export type PingVivo =
  | { tipo: 'eco'; secuencia: number; host: string; ms: number; ttl: number | null; bytes: number | null }
  /** `motivo`: the device's word (`timeout`, `no route to host`…). */
  | { tipo: 'perdido'; secuencia: number; motivo: string }
  | {
      tipo: 'fin'
      enviados: number
      recibidos: number
      perdida: number
      minMs: number | null
      medioMs: number | null
      maxMs: number | null
    }
  | SinDatos

export interface SaltoTraza {
  n: number
  host: string
  /** Percent; null: not measured yet. */
  perdida: number | null
  enviados: number | null
  ultimoMs: number | null
  medioMs: number | null
  mejorMs: number | null
  peorMs: number | null
  estado: string
}

export type TrazaViva = { tipo: 'saltos'; saltos: SaltoTraza[]; terminada: boolean } | SinDatos

const zLista = z.object({
  id: zId,
  texto: zOptionalText(80).optional(),
  limit: z.number().int().min(1).max(500).default(200),
})

/**
 * The page of one device; a part of `dispositivos`. All of it only reads. Errors: not_found, dispositivo.falla { falla, detalle },
 * dispositivo.sin_datos (no device of that kind has such a list), dispositivo.ocupado (too many windows watch it).
 */
export const dispositivoVivo = {
  /** At most 500 points a series, at the finest resolution that still covers the stretch. */
  historia: guarded('red.read')
    .input(
      z.object({
        id: zId,
        series: z.array(z.enum(SERIES_METRICA)).min(1).max(SERIES_METRICA.length),
        desde: z.number().int(),
        hasta: z.number().int(),
        puntos: z.number().int().min(10).max(500).default(300),
      }),
    )
    .output(type<Historia>()),
  interfaces: guarded('red.read').input(zLista).output(type<Leido<InterfazRow>>()),
  sesiones: guarded('red.read').input(zLista).output(type<Leido<SesionPppRow>>()),
  leases: guarded('red.read').input(zLista).output(type<Leido<LeaseRow>>()),
  /** `menu` is the one this router has; null: it has no Wi-Fi. */
  wifi: guarded('red.read')
    .input(zLista)
    .output(type<Leido<ClienteWifiRow> & { menu: 'wifiwave2' | 'wifi' | 'wireless' | 'caps-man' | null }>()),
  colas: guarded('red.read').input(zLista).output(type<Leido<ColaRow>>()),
  /** Each second. A silent device is `sin_datos`, never 0. */
  trafico: guarded('red.read')
    .input(z.object({ id: zId, interfaces: z.array(zText(100)).min(1).max(16) }))
    .output(eventIterator(type<TraficoVivo>())),
  registro: guarded('red.read')
    .input(z.object({ id: zId, lineas: z.number().int().min(10).max(1000).default(200) }))
    .output(eventIterator(type<RegistroVivo>())),
  /** From the device to `destino`. */
  ping: guarded('red.read')
    .input(
      z.object({
        id: zId,
        destino: zHost,
        cantidad: z.number().int().min(1).max(100).default(5),
        bytes: z.number().int().min(28).max(9000).optional(),
      }),
    )
    .output(eventIterator(type<PingVivo>())),
  traza: guarded('red.read')
    .input(z.object({ id: zId, destino: zHost, segundos: z.number().int().min(3).max(60).default(15) }))
    .output(eventIterator(type<TrazaViva>())),
}
