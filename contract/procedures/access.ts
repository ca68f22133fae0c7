import { type } from '@orpc/contract'
import { z } from 'zod'
import type { EstadoUsuario, Rol } from '../enums.ts'
import { ESTADOS_USUARIO, ROLES } from '../enums.ts'
import type { Permission } from '../permissions.ts'
import { zEmail, zId, zPassword, zPin, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import type { Puesto, TenantConfig } from './setup.ts'

/** A person as the door shows them: nothing that helps to guess a secret. */
export interface PersonCard {
  id: string
  nombre: string
  rol: Rol
  hasPin: boolean
}

export interface Session {
  usuario: { id: string; nombre: string; email: string; rol: Rol }
  permissions: Permission[]
  tenant: TenantConfig
  puesto: Puesto
}

export interface Usuario {
  id: string
  nombre: string
  email: string
  rol: Rol
  estado: EstadoUsuario
  hasPin: boolean
  actualizadoEn: number
}

export const access = {
  /** Active people, for the cards of the door. */
  people: guarded('public').output(type<PersonCard[]>()),
  /** Binds a session to this window's port. Errors: access.wrong_secret, access.paused, access.unavailable. */
  login: guarded('public')
    .input(
      z.object({
        usuarioId: zId,
        kind: z.enum(['password', 'pin']),
        secret: z.string().min(1).max(200),
      }),
    )
    .output(type<Session>()),
  logout: guarded('public').output(type<{ ok: true }>()),
  /** The session of this window, or null. */
  me: guarded('public').output(type<Session | null>()),
  /** A person changes their own secrets, proving the current password. */
  changeOwnSecret: guarded('session')
    .input(
      z.object({
        requestId: zRequestId,
        currentPassword: z.string().min(1).max(200),
        password: zPassword.optional(),
        /** null removes the PIN. */
        pin: zPin.nullable().optional(),
      }),
    )
    .output(type<{ ok: true }>()),
}

const usuarioFields = { nombre: zText(120), email: zEmail, rol: z.enum(ROLES) }

export const usuarios = {
  list: guarded('usuario.read').output(type<Usuario[]>()),
  create: guarded('usuario.write')
    .input(
      z.object({
        requestId: zRequestId,
        ...usuarioFields,
        password: zPassword,
        pin: zPin.optional(),
      }),
    )
    .output(type<Usuario>()),
  update: guarded('usuario.write')
    .input(
      z.object({
        requestId: zRequestId,
        id: zId,
        ...usuarioFields,
        estado: z.enum(ESTADOS_USUARIO),
        /** Sets a new password or PIN; null removes the PIN. */
        password: zPassword.optional(),
        pin: zPin.nullable().optional(),
        /** `actualizadoEn` of the version that was edited. */
        expected: z.number().int(),
      }),
    )
    .output(type<Usuario>()),
}
