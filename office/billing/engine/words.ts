import { formatPeriod } from '../../../contract/dates.ts'
import type { Idioma } from '../../../contract/enums.ts'
import { formatMoney, type Minor } from '../../../contract/money.ts'
import { paperTexts, type Translate } from '../../i18n.ts'
import { type Day, daysOf, fechaOf, type Month, periodoOf, startOf } from './days.ts'
import type { Priced } from './priced.ts'
import type { Asiento, Extra, Plan } from './types.ts'

/** Where and how the words of lines are read. */
export interface Reader {
  idioma: Idioma
  locale: string
  moneda: string
  planes: ReadonlyMap<string, Plan>
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** `18/10`: day and month, as the locale orders them. */
function shortDay(day: Day, locale: string): string {
  let format = dayFormats.get(locale)
  if (!format) {
    const whole = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const
    format = new Intl.DateTimeFormat(locale, whole)
    dayFormats.set(locale, format)
  }
  const parts = format.formatToParts(Date.parse(`${fechaOf(day)}T00:00:00Z`))
  return parts.flatMap(({ type, value }) => (type === 'day' || type === 'month' ? value : [])).join('/')
}

const months = new Map<string, string>()

function monthName(month: Month, locale: string): string {
  const key = `${locale} ${month}`
  let name = months.get(key)
  if (name === undefined) {
    name = formatPeriod(periodoOf(month), locale)
    months.set(key, name)
  }
  return name
}

/** What a line is and how its amount came about, in words that a client understands. */
export interface LineWords {
  descripcion: string
  explicacion: string
}

/**
 * Words of lines for one reader. They are facts on paper, so the office writes them, in the tenant's language; those of
 * whole periods, which most lines are, are made once.
 */
export class Words {
  readonly #reader: Reader
  readonly #t: Translate
  readonly #known = new Map<string, LineWords>()

  constructor(reader: Reader) {
    this.#reader = reader
    this.#t = paperTexts(reader.idioma)
  }

  of(line: Priced): LineWords {
    if ('extra' in line.de) return this.#ofExtra(line.de.extra, line.de.exento)
    const { asiento } = line.de
    const key = `${asiento.componente} ${asiento.desde} ${asiento.hasta} ${asiento.signo} ${asiento.precio} ${asiento.baseDias}`
    let words = this.#known.get(key)
    if (!words) {
      words = this.#ofDays(asiento)
      if (this.#known.size > 2000) this.#known.clear()
      this.#known.set(key, words)
    }
    return words
  }

  /** Why a credit note is given at the end of a period's billing. */
  creditNote(month: Month): string {
    return this.#t('linea.note', { month: monthName(month, this.#reader.locale) })
  }

  #money(amount: Minor): string {
    return formatMoney(amount, this.#reader.moneda, this.#reader.locale)
  }

  #ofDays(asiento: Asiento): LineWords {
    const { locale } = this.#reader
    const { desde, hasta, signo, baseDias, month, precio } = asiento
    const days = hasta - desde + 1
    const range = `${shortDay(desde, locale)}–${shortDay(hasta, locale)}`
    const isWhole = days === baseDias
    const isMonth = isWhole && desde === startOf(month, 1) && days === daysOf(month)
    const when = isMonth ? monthName(month, locale) : range
    const what = signo < 0 ? `${this.#t('linea.unused')}, ${when}` : when
    const text = { whole: ['whole', 'wholeBack'], part: ['part', 'partBack'] } as const
    const form = text[isWhole ? 'whole' : 'part'][signo < 0 ? 1 : 0]
    const how = this.#t(`linea.${form}`, { days, base: baseDias, range, price: this.#money(Math.abs(precio)) })
    const share = this.#share(asiento)
    return { descripcion: `${this.#nameOf(asiento)} (${what})`, explicacion: share === '' ? how : `${share}. ${how}` }
  }

  #nameOf({ planId, cargo, componente }: Asiento): string {
    if (cargo) return cargo.descripcion
    if (componente.startsWith('cargo:')) return this.#t('linea.charge')
    return this.#reader.planes.get(planId ?? '')?.nombre ?? ''
  }

  #share({ cargo, planId }: Asiento): string {
    if (cargo?.tasaBp == null) return ''
    const rate = (cargo.tasaBp / 100).toLocaleString(this.#reader.locale)
    return this.#t('linea.percent', { rate, plan: this.#reader.planes.get(planId ?? '')?.nombre ?? '' })
  }

  #ofExtra({ cargo, cuota }: Extra, exento: boolean): LineWords {
    const parts: string[] = []
    if (cuota !== null) {
      const n = { n: cuota, count: cargo.cuotas ?? cuota }
      parts.push(`${this.#t('linea.instalment', n)} (${this.#money(cargo.monto)})`)
    }
    if (exento && cargo.impuestos.length > 0) parts.push(this.#t('linea.exempt'))
    return { descripcion: cargo.descripcion, explicacion: parts.join('. ') }
  }
}
