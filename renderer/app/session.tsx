import { createContext, type ReactNode, use, useMemo } from 'react'
import type { Permission } from '../../contract/permissions.ts'
import type { Puesto, Session, TenantConfig } from '../../contract/index.ts'
import { formatDate, formatInstant, formatPeriod, formatTime, civilDate } from '../../contract/dates.ts'
import { currencyDecimals, decimalSeparator, formatMoney, type Minor, parseMoney } from '../../contract/money.ts'
import type { Idioma } from '../../contract/enums.ts'

export interface SessionActions {
  /** The tenant or the seat changed: every screen shows it at once. */
  setTenant(tenant: TenantConfig): void
  setPuesto(puesto: Puesto): void
  /** Reads the session again: the person's own name or role changed. */
  refresh(): Promise<void>
  /** Hides the screens until the same person proves who they are; what is typed stays. */
  lock(): void
  /** Leaves: back to the door, with nothing of this person left. There `next` is asked for, or whoever comes chooses. */
  exit(next?: string): void
  setIdioma(idioma: Idioma): void
}

export interface SessionValue extends Session, SessionActions {}

const SessionContext = createContext<SessionValue | null>(null)

export function SessionProvider({ value, children }: { value: SessionValue; children: ReactNode }) {
  return <SessionContext value={value}>{children}</SessionContext>
}

/** The session of this window. Only inside the office's frame. */
export function useSession(): SessionValue {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession outside of a session')
  return session
}

export const useTenant = (): TenantConfig => useSession().tenant

/** Whether this person may; screens hide what the office would refuse. */
export function useCan(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}

export interface MoneyFormat {
  /** Minor units as people read them, with the currency: `$ 17.000,00`. */
  format: (amount: Minor) => string
  /** Typed text to minor units; null when it is not an amount. */
  parse: (text: string) => Minor | null
  /** Minor units as a person would type them, without currency or grouping. */
  toInput: (amount: Minor) => string
  symbol: string
  moneda: string
}

function currencySymbol(moneda: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: moneda, currencyDisplay: 'narrowSymbol' })
  return format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? moneda
}

export function moneyFormat(moneda: string, locale: string): MoneyFormat {
  const decimal = decimalSeparator(locale)
  const factor = 10 ** currencyDecimals(moneda)
  return {
    format: (amount) => formatMoney(amount, moneda, locale),
    parse: (text) => parseMoney(text, moneda, { decimal }),
    toInput(amount) {
      const whole = Math.trunc(Math.abs(amount) / factor)
      const rest = Math.abs(amount) % factor
      const fraction = rest === 0 ? '' : decimal + String(rest).padStart(currencyDecimals(moneda), '0')
      return `${amount < 0 ? '-' : ''}${whole}${fraction}`
    },
    symbol: currencySymbol(moneda, locale),
    moneda,
  }
}

/** Money in the tenant's currency and locale. */
export function useMoney(): MoneyFormat {
  const { moneda, locale } = useTenant()
  return useMemo(() => moneyFormat(moneda, locale), [moneda, locale])
}

export interface DatesFormat {
  /** `2026-11-22` → `22/11/26` as the tenant's country writes it. */
  date: (fecha: string) => string
  instant: (at: number) => string
  period: (periodo: string) => string
  /** Today's civil date where the office is. */
  today: () => string
}

/** Dates in the tenant's locale and timezone. */
export function useDates(): DatesFormat {
  const { locale, zonaHoraria } = useTenant()
  return useMemo(
    () => ({
      date: (fecha) => formatDate(fecha, locale),
      instant: (at) => formatInstant(at, locale, zonaHoraria),
      period: (periodo) => formatPeriod(periodo, locale),
      today: () => civilDate(Date.now(), zonaHoraria),
    }),
    [locale, zonaHoraria],
  )
}

/** The time of day of an instant, where the office is: `12:03`. */
export function useTime(): (at: number) => string {
  const { locale, zonaHoraria } = useTenant()
  return useMemo(() => (at: number) => formatTime(at, locale, zonaHoraria), [locale, zonaHoraria])
}

/** Whole numbers as the tenant's country writes them. */
export function useNumber(): (value: number) => string {
  const { locale } = useTenant()
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale)
    return (value: number) => format.format(value)
  }, [locale])
}
