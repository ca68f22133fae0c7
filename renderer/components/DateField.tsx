import { DateInput, type DateInputProps } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { useDates, useTenant } from '../app/session.tsx'
import styles from './components.module.css'
import { parseTypedDate } from './typedDate.ts'

interface Props extends Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat' | 'dateParser' | 'locale'> {
  /** A civil date, `YYYY-MM-DD`; empty only when `clearable`. */
  value: string
  onChange: (fecha: string) => void
}

/** A civil date, typed as the tenant's country writes it or picked from the calendar. */
export function DateField({ value, onChange, ...rest }: Props) {
  const { t, i18n } = useTranslation()
  const { locale } = useTenant()
  const { date, today } = useDates()
  const labels = (options: Intl.DateTimeFormatOptions) => (fecha: string) =>
    new Intl.DateTimeFormat(i18n.language, { ...options, timeZone: 'UTC' }).format(
      Date.parse(`${fecha.slice(0, 10)}T00:00:00Z`),
    )
  return (
    <DateInput
      {...rest}
      value={value === '' ? null : value}
      onChange={(fecha) => {
        if (fecha !== null) onChange(fecha.slice(0, 10))
        else if (rest.clearable) onChange('')
      }}
      valueFormat={date}
      dateParser={(text) => parseTypedDate(text, locale, today())}
      firstDayOfWeek={i18n.language === 'es' ? 1 : 0}
      weekdayFormat={labels({ weekday: 'narrow' })}
      monthLabelFormat={labels({ month: 'long', year: 'numeric' })}
      monthsListFormat={labels({ month: 'short' })}
      getDayAriaLabel={labels({ day: 'numeric', month: 'long', year: 'numeric' })}
      ariaLabels={{ previousMonth: t('date.previous'), nextMonth: t('date.next') }}
      clearButtonProps={{ 'aria-label': t('date.clear') }}
      maxLevel="year"
      // Colour is for states.
      weekendDays={[]}
      classNames={{ calendarHeaderLevel: styles['calendarTitle'] ?? '' }}
      hideOutsideDates
      autoComplete="off"
      inputMode="numeric"
      popoverProps={{ transitionProps: { duration: 0 } }}
    />
  )
}
