import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { decimalSeparator } from '../../../../contract/money.ts'
import type { VistaExportRow } from '../../../../contract/procedures/corridas.ts'
import { useTenant } from '../../../app/session.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { type CsvCell, toCsv } from '../../customers/csv.ts'
import type { RunDraft } from './useRunDraft.ts'

const PAGE = 1_000

async function everyRow(vistaId: string): Promise<VistaExportRow[]> {
  const rows: VistaExportRow[] = []
  let cursor: string | null = null
  do {
    const input: { vistaId: string; limit: number; cursor?: string } = { vistaId, limit: PAGE }
    if (cursor !== null) input.cursor = cursor
    const page = await rpc.corridas.previewExport(input)
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null)
  return rows
}

const TITLES = ['kind', 'reason', 'warnings', 'code', 'client', 'plan', 'line', 'why', 'net', 'taxes', 'total'] as const

/** Keeps every line of the preview, with its reason, as a table where the person says. */
export function ExportButton({ draft }: { draft: RunDraft }) {
  const { t } = useTranslation('corridas')
  const { moneda, locale } = useTenant()
  const errorText = useErrorText()
  const cellsOf = (row: VistaExportRow): CsvCell[] => [
    t(`tipo.${row.tipo}`),
    row.motivo === null ? '' : t(`motivo.${row.motivo}`),
    row.avisos.map((aviso) => t(`aviso.${aviso}`)).join(', '),
    row.clienteCodigo,
    row.clienteNombre,
    row.plan,
    row.descripcion,
    row.explicacion,
    { monto: row.neto },
    { monto: row.impuestos },
    { monto: row.total },
  ]
  const save = useMutation({
    mutationFn: async () => {
      const rows = await everyRow(draft.resumen.vistaId)
      const titles = TITLES.map((title) => t(`export.${title}`))
      return window.mostrador.saveFile({
        suggestedName: `${t('export.file', { periodo: draft.periodo })}.csv`,
        data: toCsv([titles, ...rows.map(cellsOf)], { decimal: decimalSeparator(locale), moneda }),
      })
    },
    onSuccess: (saved) => {
      if (saved.ok) notifyDone(t('export.saved', { file: saved.file.split(/[\\/]/).at(-1) }))
      else if (saved.reason === 'failed') notifyProblem(t('export.failed', { detail: saved.detail }))
    },
    onError: (error) => notifyProblem(errorText(error)),
  })
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {t('export.button')}
    </Button>
  )
}
