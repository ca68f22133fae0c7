import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_SERVICIO_CLIENTE, TECNOLOGIAS } from '../../../contract/enums.ts'
import { parseMoney } from '../../../contract/money.ts'
import {
  IMPORT_ISSUE_CODES,
  IMPORT_ISSUES,
  type ImportIssue,
  type ImportIssueCode,
} from '../../../contract/procedures/imports.ts'
import { useDates, useMoney } from '../../app/session.tsx'

export const SEVERITIES = ['error', 'warning', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]
export const severityOf = (code: ImportIssueCode): Severity => IMPORT_ISSUES[code]

/** What is to be said of a cell or a row, as a sentence. */
export function useIssueText(): (issue: ImportIssue) => string {
  const { t } = useTranslation(['imports', 'common'])
  const money = useMoney()
  const dates = useDates()
  return useCallback(
    ({ code, column, value, detail }) => {
      const said = () => {
        const amount = code === 'precio.differs' ? parseMoney(detail, money.moneda, { decimal: '.' }) : null
        if (amount !== null) return money.format(amount)
        if (code === 'fecha.two_digits') return dates.date(detail)
        const estado = ESTADOS_SERVICIO_CLIENTE.find((name) => name === detail)
        if (estado && code.startsWith('estado.')) return t(`common:enums.estadoServicio.${estado}`)
        const tecnologia = TECNOLOGIAS.find((name) => name === detail)
        if (tecnologia && code === 'tecnologia.unknown') return t(`common:enums.tecnologia.${tecnologia}`)
        return detail
      }
      return t(`issue.${code}`, { column: column ?? '', value, detail: said() })
    },
    [t, money, dates],
  )
}

/** The sentences with their places left open: the office fills them in for the report of rejected rows. */
export function useReasonTemplates(): () => Record<string, string> {
  const { t } = useTranslation('imports')
  return useCallback(() => {
    const open = { column: '{{column}}', value: '{{value}}', detail: '{{detail}}' }
    return Object.fromEntries(IMPORT_ISSUE_CODES.map((code) => [code, t(`issue.${code}`, open)]))
  }, [t])
}
