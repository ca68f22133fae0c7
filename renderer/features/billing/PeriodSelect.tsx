import { Select, type SelectProps } from '@mantine/core'
import { addMonths, periodOf } from '../../../contract/dates.ts'
import { useDates } from '../../app/session.tsx'
import { sameText } from '../../app/text.ts'

const MONTHS_BACK = 119
const MONTHS_AHEAD = 12

interface Props extends Omit<SelectProps, 'value' | 'onChange' | 'data' | 'filter' | 'searchable'> {
  /** `YYYY-MM`. */
  value: string | null
  onChange: (periodo: string | null) => void
}

/** A billing period out of the last ten years, newest first; typing finds a month or a year. */
export function PeriodSelect({ value, onChange, ...rest }: Props) {
  const { today, period } = useDates()
  const first = `${periodOf(today())}-01`
  const around = Array.from({ length: MONTHS_AHEAD + 1 + MONTHS_BACK }, (_, at) =>
    periodOf(addMonths(first, MONTHS_AHEAD - at)),
  )
  const months = value === null || around.includes(value) ? around : [...around, value]
  return (
    <Select
      {...rest}
      searchable
      data={months.map((periodo) => ({ value: periodo, label: period(periodo) }))}
      value={value}
      onChange={onChange}
      filter={({ options, search }) => options.filter((option) => 'label' in option && sameText(option.label, search))}
      maxDropdownHeight={260}
    />
  )
}
