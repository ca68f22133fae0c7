import { z } from 'zod'
import { zAmount, zFecha, zId, zOptionalText, zText } from '../schemas.ts'

/** How the office treats the network; the setting `red`. */
export const zRedConfig = z.object({
  cortes: z.object({
    /** False: cuts are only simulated; nobody is suspended for debt by the office itself. */
    activos: z.boolean(),
    /** Begun by the office at `hora`; false: only when a person begins them. */
    automaticos: z.boolean(),
    /** Local time of the day's cuts, `HH:MM`. */
    hora: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    /** Whole days after the due date before a service is cut. */
    diasGracia: z.number().int().min(0).max(90),
    /** Overdue up to this much is let pass, minor units. */
    tolerancia: zAmount.min(0),
    /** ISO weekdays (1 Monday … 7 Sunday) on which nobody is cut. */
    diasExcluidos: z.array(z.number().int().min(1).max(7)).max(7),
    /** Civil days on which nobody is cut. */
    feriados: z.array(z.object({ fecha: zFecha, nombre: zOptionalText(60) })).max(400),
    /** A day with more cuts than this waits for a person's word; null: it never does. */
    tope: z.number().int().min(1).max(100_000).nullable(),
  }),
  nombres: z.object({
    /** PPPoE name of a new service; fields in braces: codigo, documento, nombre, apellido, telefono, n. */
    usuario: zText(80),
    /** Comment of what the office makes; its tag is put behind it. */
    comentario: zText(120),
    /** PPP profile of a plan: plan, bajada, subida. */
    perfil: zText(80),
  }),
  /** The seat that changes devices; null: any. */
  puestoId: zId.nullable(),
})
export type RedConfig = z.output<typeof zRedConfig>

/** What the names of the office may be made of. */
export const CAMPOS_NOMBRE = {
  usuario: ['codigo', 'documento', 'nombre', 'apellido', 'telefono', 'n'],
  comentario: ['codigo', 'documento', 'nombre', 'apellido', 'telefono', 'n'],
  perfil: ['plan', 'bajada', 'subida'],
} as const

const { nombres } = zRedConfig.shape
const known = (fields: readonly string[]) => (template: string) =>
  !/[{}]/.test(template.replace(/\{(\w+)\}/g, (whole, name: string) => (fields.includes(name) ? '' : whole)))

/** As it is saved: in its names only fields that there are. What was saved before this was asked is still read. */
export const zRedConfigNueva = zRedConfig.extend({
  nombres: z.object({
    usuario: nombres.shape.usuario.refine(known(CAMPOS_NOMBRE.usuario)),
    comentario: nombres.shape.comentario.refine(known(CAMPOS_NOMBRE.comentario)),
    perfil: nombres.shape.perfil.refine(known(CAMPOS_NOMBRE.perfil)),
  }),
})

/** Until an admin says otherwise: nothing is cut, nothing is written. */
export const RED_CONFIG_INICIAL: RedConfig = {
  cortes: {
    activos: false,
    automaticos: true,
    hora: '10:00',
    diasGracia: 5,
    tolerancia: 0,
    diasExcluidos: [5, 6, 7],
    feriados: [],
    tope: null,
  },
  nombres: { usuario: '{codigo}', comentario: '{codigo} {nombre}', perfil: '{plan}' },
  puestoId: null,
}
