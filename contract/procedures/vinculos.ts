import { type } from '@orpc/contract'
import { z } from 'zod'
import type { TipoObjetoRed } from '../enums.ts'
import { type Page, zId, zOptionalText, zPage, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import type { Trabajo } from './system.ts'

/**
 * What becomes of an object of a device, what wants a person first. `seguro` and `probable`: one service, by how well it fits; `ambiguo`: several fit as
 * well, or one hardly; `sin_servicio`: the client is known and has no service that it could be; `sin_cliente`: nobody fits;
 * `descartado`: no client's, by the word of a person, which the books keep until it is taken back.
 */
export const SUERTES_VINCULO = [
  'ambiguo',
  'sin_servicio',
  'probable',
  'seguro',
  'elegido',
  'sin_cliente',
  'descartado',
  'vinculado',
] as const
export type SuerteVinculo = (typeof SUERTES_VINCULO)[number]

/** Why an object may be a service's. The screen puts it into words. */
export type MotivoVinculo =
  | 'referencia'
  | 'usuario'
  | 'ip'
  | 'mac'
  | 'documento'
  | 'codigo'
  | 'telefono'
  | 'nombre'
  | 'nombre_parcial'
  | 'direccion'
  | 'plan'
  | 'plan_distinto'
  | 'tecnologia_distinta'
  | 'otro_nombre'
  | 'baja'
  /** It says that it is a camera, a link, a recorder. */
  | 'no_es_acceso'

export interface Candidato {
  servicioId: string
  clienteId: string
  codigoCliente: string
  nombreRazonSocial: string
  planNombre: string
  /** 0–1000: how well it fits. */
  puntaje: number
  motivos: { motivo: MotivoVinculo; texto: string }[]
}

export interface VinculoFila {
  /** Its place in the reading. */
  n: number
  tipo: TipoObjetoRed
  /** What the device knows it by. */
  clave: string
  comentario: string
  perfil: string
  ip: string
  mac: string
  deshabilitado: boolean
  suerte: SuerteVinculo
  /** The service that it is to be linked with, or is; null: none. */
  servicioId: string | null
  /** Best first, at most five. */
  candidatos: Candidato[]
  /** The client it is of: of a linked one, and of one that is known although none of their services fits. */
  cliente: { id: string; codigoCliente: string; nombreRazonSocial: string } | null
  /** Of `descartado`: who said so, and when (ms since the epoch). */
  dicho: { usuario: string; fecha: number } | null
}

/** A speed profile of the device and the plan that sells the same. Speeds in Mbps; null: it has no limit. */
export interface PerfilLeido {
  nombre: string
  velocidad: { bajada: number; subida: number } | null
  /** Secrets that use it. */
  accesos: number
  /** Plan that it stands for already, or is proposed for. */
  planId: string | null
  vinculado: boolean
}

export interface LecturaRed {
  id: string
  dispositivoId: string
  dispositivoNombre: string
  leidoEn: number
  objetos: number
  suertes: Record<SuerteVinculo, number>
  perfiles: PerfilLeido[]
  /** Active services that nothing on the device fits, of clients without any link yet. */
  serviciosSinObjeto: number
}

/** A plan that gets another profile when links are written, and what that means for its services. */
export interface PerfilDePlan {
  planId: string
  planNombre: string
  perfil: string
  /** The profile it has now; empty: one of the office's own. */
  anterior: string
  /** Services of the plan that were not cancelled: all of them get the profile, on every router that carries them. */
  servicios: number
  /** Of the accesses of this device that are linked by then, those that have another profile now, and are not cut. */
  otros: number
  /** Other devices with accesses of the plan: the profile has to be there by the same name. */
  equipos: number
}

export interface VistaVinculos {
  vinculados: number
  planes: PerfilDePlan[]
}

/** An object that was left out when links were written, and why. */
export interface VinculoOmitido {
  n: number
  clave: string
  motivo: 'servicio_cambio' | 'objeto_tomado' | 'sin_servicio'
}

const zLectura = z.object({ id: zId })

const ESCRITURA = {
  id: zId,
  hasta: z.enum(['elegidos', 'seguros', 'probables']),
  perfiles: z
    .array(z.object({ nombre: zOptionalText(80), planId: zId }))
    .max(500)
    // A plan has one profile.
    .refine((list) => new Set(list.map(({ planId }) => planId)).size === list.length),
}

/**
 * Objects of a device find their services. Nothing is written to the device, ever. Errors: vinculo.gone when the reading is
 * no longer in memory.
 */
export const vinculos = {
  /** Reads a device; the job's `refId` is the reading. Errors: not_found; those of the device end the job. */
  read: guarded('red.write')
    .input(z.object({ dispositivoId: zId }))
    .output(type<Trabajo>()),
  get: guarded('red.write').input(zLectura).output(type<LecturaRed>()),
  rows: guarded('red.write')
    .input(
      z.object({
        id: zId,
        suertes: z.array(z.enum(SUERTES_VINCULO)).optional(),
        texto: zOptionalText(120).optional(),
        ...zPage,
      }),
    )
    .output(type<Page<VinculoFila>>()),
  /**
   * A person's word: this service, which counts once links are written, or null for no client's, which the books keep at once.
   * Errors: not_found, vinculo.linked.
   */
  choose: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId, n: z.number().int().min(0), servicioId: zId.nullable() }))
    .output(type<VinculoFila>()),
  /** Takes a person's word back: the object is what the office would have proposed. Errors: not_found, vinculo.linked. */
  reconsider: guarded('red.write')
    .input(z.object({ requestId: zRequestId, id: zId, n: z.number().int().min(0) }))
    .output(type<VinculoFila>()),
  /** What `apply` would do: how many links, and which plans get which profile. Writes nothing. Errors: not_found (plan). */
  preview: guarded('red.write').input(z.object(ESCRITURA)).output(type<VistaVinculos>()),
  /** Links what is chosen, and all that is `seguro` (or also `probable`), and says which profile is which plan. */
  apply: guarded('red.write')
    .input(z.object({ requestId: zRequestId, ...ESCRITURA }))
    .output(type<{ vinculados: number; planes: number; omitidos: VinculoOmitido[] }>()),
}
