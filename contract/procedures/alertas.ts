import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { TIPOS_ALERTA, type TipoAlerta } from '../enums.ts'
import { type Page, zId, zPage, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import type { FallaDispositivo } from './dispositivo-base.ts'

/** What was measured when it began, and what is usual. */
export interface DetalleAlerta {
  /** Percent, sessions, °C, or seconds since the reboot. */
  valor?: number
  /** The limit, or the moving median of the sessions. */
  normal?: number
  /** Why a device that is down does not answer. */
  falla?: FallaDispositivo
  /** Reboots within this one alert. */
  veces?: number
}

export interface AlertaRow {
  id: string
  dispositivo: { id: string; nombre: string; sitio: string }
  tipo: TipoAlerta
  desde: number
  /** Null while it lasts. */
  hasta: number | null
  detalle: DetalleAlerta
  vistaEn: number | null
  vistaPor: string | null
}

export interface ResumenAlertas {
  /** Those that last, and those of them nobody has seen. */
  abiertas: number
  sinVer: number
  /** Since when no device at all is heard: this PC is without network, and alarms for none of them. Null: it has one. */
  sinRed: number | null
}

/** What a person should know about devices. Errors: not_found. */
export const alertas = {
  /** Newest first. */
  list: guarded('red.read')
    .input(
      z.object({
        filter: z
          .object({
            dispositivoId: zId.optional(),
            tipo: z.enum(TIPOS_ALERTA).optional(),
            /** Only those that last. */
            abiertas: z.boolean().optional(),
          })
          .default({}),
        ...zPage,
      }),
    )
    .output(type<Page<AlertaRow>>()),
  resumen: guarded('red.read').output(type<ResumenAlertas>()),
  /** How many now, then at each change. */
  watch: guarded('red.read').output(eventIterator(type<ResumenAlertas>())),
  /** These were seen; those seen before stay as they are. */
  marcarVistas: guarded('red.write')
    .input(z.object({ requestId: zRequestId, ids: z.array(zId).min(1).max(200) }))
    .output(type<{ vistas: number }>()),
}
