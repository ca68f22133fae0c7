import { useDates } from '../app/session.tsx'

/** A civil date (`YYYY-MM-DD`) as the tenant's country writes it. */
export function DateText({ fecha }: { fecha: string }) {
  return <time dateTime={fecha}>{useDates().date(fecha)}</time>
}

/** Date and time of an instant (ms since the epoch) where the office is. */
export function InstantText({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{useDates().instant(at)}</time>
}

/** A billing period (`YYYY-MM`): `noviembre de 2026`. */
export function PeriodText({ periodo }: { periodo: string }) {
  return <time dateTime={periodo}>{useDates().period(periodo)}</time>
}
