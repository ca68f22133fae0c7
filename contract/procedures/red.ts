import { type } from '@orpc/contract'
import { z } from 'zod'
import { zId, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import { type RedConfig, zRedConfigNueva } from './red-config.ts'
import { redDiferencias } from './red-diferencias.ts'
import { redPlanes, zPerfil } from './red-planes.ts'
import { redObjetos, redServicio } from './red-servicio.ts'
import { redTrabajos } from './red-trabajos.ts'

export interface RedConfigGuardada {
  config: RedConfig
  /** Version; 0: never written. */
  actualizadoEn: number
}

/** A rule that a list of debtors needs on a device, and whether the device has it. */
export interface ReglaFirewall {
  clave: 'dns' | 'permitidos' | 'aviso' | 'rechazo' | 'fasttrack' | 'perfil'
  presente: boolean
  /** Console commands that add it; empty for what is only warned about. */
  comandos: string[]
}
export interface FirewallSnippet {
  dispositivoId: string
  dispositivo: string
  /** The list that is blocked. */
  lista: string
  reglas: ReglaFirewall[]
  /** All that is missing, ready to paste into the device's terminal. */
  script: string
}

/** The network side of services: what they are on devices, and the jobs that make it so. */
export const red = {
  config: {
    get: guarded('red.read').output(type<RedConfigGuardada>()),
    /**
     * `levantados`: cuts that lost their reason by the change of rules, and were lifted with it; `siguen`: they are many, and the others
     * are lifted now. Errors: conflict.changed.
     */
    save: guarded('red.config')
      .input(z.object({ requestId: zRequestId, config: zRedConfigNueva, expected: z.number().int() }))
      .output(type<RedConfigGuardada & { levantados: number; siguen: boolean }>()),
  },
  plans: redPlanes,
  service: redServicio,
  ...redObjetos,
  /** What a list of debtors needs on the device, read from it now. Errors: not_found, dispositivo.sin_datos, dispositivo.falla. */
  firewall: guarded('red.read')
    .input(z.object({ dispositivoId: zId, lista: zPerfil.optional() }))
    .output(type<FirewallSnippet>()),
  jobs: redTrabajos,
  drift: redDiferencias,
}
