import { civilDate, formatDate, formatInstant, formatPeriod, formatTime } from '../../contract/dates.ts'
import type { Idioma } from '../../contract/enums.ts'
import type { TenantConfig } from '../../contract/index.ts'
import { formatMoney, type Minor } from '../../contract/money.ts'
import { paperTexts, type Translate } from '../i18n.ts'

/** What every document is written with: the tenant, its words, its money and its dates. */
export interface PaperContext {
  tenant: TenantConfig
  idioma: Idioma
  t: Translate
  /** Minor units of the tenant's currency. */
  money: (amount: Minor) => string
  date: (fecha: string) => string
  /** Date and time where the office is. */
  instant: (at: number) => string
  /** Time of day of an instant where the office is. */
  time: (at: number) => string
  /** Civil date of an instant where the office is. */
  day: (at: number) => string
  period: (periodo: string) => string
  /** `nov 2026`, for narrow paper. */
  shortPeriod: (periodo: string) => string
  /** Many documents share the page: their logo is in its style sheet. */
  sharedLogo: boolean
  /** Basis points as people write them: 2100 → `21 %`. */
  rate: (basisPoints: number) => string
}

export function paperContext(tenant: TenantConfig, idioma: Idioma, sharedLogo = false): PaperContext {
  const { locale, moneda, zonaHoraria } = tenant
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  return {
    tenant,
    idioma,
    sharedLogo,
    t: paperTexts(idioma),
    money: (amount) => formatMoney(amount, moneda, locale),
    date: (fecha) => formatDate(fecha, locale),
    instant: (at) => formatInstant(at, locale, zonaHoraria),
    time: (at) => formatTime(at, locale, zonaHoraria),
    day: (at) => formatDate(civilDate(at, zonaHoraria), locale),
    period: (periodo) => formatPeriod(periodo, locale),
    shortPeriod: (periodo) => month.format(Date.parse(`${periodo}-01T00:00:00Z`)),
    rate: (basisPoints) => percent.format(basisPoints / 10_000),
  }
}

type FileKind =
  | 'recibo'
  | 'factura'
  | 'nota-credito'
  | 'devolucion'
  | 'estado-cuenta'
  | 'reporte-caja'
  | 'movimiento-caja'
  | 'ruta-cobro'
  | 'anulacion'

/** A document's number as a file name: what file systems dislike becomes a dash. */
export const fileNameOf = (tipo: FileKind, numero: string): string =>
  `${tipo}-${numero.replace(/[^\p{L}\p{N}._-]+/gu, '-')}`
