import { type } from '@orpc/contract'
import { z } from 'zod'
import type { EstadoPromesa } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zFecha, zId, zOptionalText, zPage, zPositiveAmount, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

export interface Promesa {
  id: string
  clienteId: string
  monto: Minor
  /** Until this civil day, included. */
  fecha: string
  /** Paid by the client since, up to `monto`. */
  pagado: Minor
  estado: EstadoPromesa
  notas: string
  /** Who took it. */
  usuario: string
  creadoEn: number
  cerradaEn: number | null
}

export interface PromesaRow extends Promesa {
  clienteNombre: string
  clienteCodigo: string
  clienteTelefono: string
  deuda: Minor
}

export interface PromesasDeCliente {
  abierta: Promesa | null
  /** The last ones that are over, newest first. */
  anteriores: Promesa[]
  cumplidas: number
  rotas: number
}

/** What this person may promise with this client today. */
export interface PromesaPosible {
  deuda: Minor
  vencido: Minor
  /** Last civil day that may be promised. */
  hasta: string
  /** Most that may be promised: the debt, or less by the limit of the role. */
  maximo: Minor
  /** The limit of the role; null is none. */
  limiteMonto: Minor | null
  porMes: number
  /** Promises of this client in this year and month; one that was taken back on its own day does not count. */
  usadas: number
  abierta: Promesa | null
}

export const VISTAS_PROMESA = ['abiertas', 'hoy', 'cumplidas', 'rotas', 'canceladas'] as const
export type VistaPromesa = (typeof VISTAS_PROMESA)[number]

export const promesas = {
  /** `abiertas` and `hoy` by date, the next one first; the others the last one first. */
  list: guarded('cliente.read')
    .input(z.object({ vista: z.enum(VISTAS_PROMESA).default('abiertas'), ...zPage }))
    .output(type<Page<PromesaRow>>()),
  /** How many there are in each state, and of the open ones how many are due today. */
  counts: guarded('cliente.read').output(type<Record<VistaPromesa, number>>()),
  ofCliente: guarded('cliente.read')
    .input(z.object({ clienteId: zId }))
    .output(type<PromesasDeCliente>()),
  /** Errors: not_found. */
  prepare: guarded('promesa.grant')
    .input(z.object({ clienteId: zId }))
    .output(type<PromesaPosible>()),
  /**
   * Takes a client's word to pay, within the limits of who takes it.
   * Errors: not_found, promesa.open, promesa.no_debt, promesa.amount, promesa.date, promesa.limit.
   */
  grant: guarded('promesa.grant')
    .input(
      z.object({
        requestId: zRequestId,
        clienteId: zId,
        monto: zPositiveAmount,
        fecha: zFecha,
        notas: zOptionalText(400).default(''),
      }),
    )
    .output(type<Promesa>()),
  /** Errors: not_found, promesa.closed. */
  cancel: guarded('promesa.grant')
    .input(z.object({ requestId: zRequestId, id: zId }))
    .output(type<Promesa>()),
}
