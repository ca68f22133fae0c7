import { Alert, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FuenteFacturas } from '../../../contract/index.ts'
import { type Hoja, HOJAS } from '../../../contract/shell.ts'
import { useCan, useNumber } from '../../app/session.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { orpc } from '../../rpc/query.ts'
import { BatchMail } from './BatchMail.tsx'
import { BatchOutcomeView } from './BatchOutcomeView.tsx'
import styles from './documents.module.css'
import { type Salida, useBatch } from './useBatch.ts'

interface Props {
  source: FuenteFacturas
  onClose: () => void
  /** What the files are called; «Facturas» and the day's month when left out. */
  name?: string
}

/** Many invoices at once: one PDF, one each, a printer, or each to its client. Ctrl+Enter starts. */
export function BatchDialog({ source, onClose, name }: Props) {
  const { t } = useTranslation('paper')
  const batch = useBatch(source)
  return (
    <Dialog onClose={onClose} title={t('lote.title')} size="34rem">
      {batch.outcome === null || batch.outcome.kind === 'refused' || batch.outcome.kind === 'place' ? (
        <Choices source={source} name={name} batch={batch} />
      ) : (
        <BatchOutcomeView outcome={batch.outcome} onClose={onClose} onAgain={batch.again} />
      )}
    </Dialog>
  )
}

interface ChoicesProps {
  source: FuenteFacturas
  name: string | undefined
  batch: ReturnType<typeof useBatch>
}

const SALIDAS: readonly Salida[] = ['archivo', 'carpeta', 'impresora', 'correo']

function Choices({ source, name, batch }: ChoicesProps) {
  const { t } = useTranslation(['paper', 'common'])
  const number = useNumber()
  const sends = useCan('correo.send')
  const count = useQuery(orpc.documentos.countBatch.queryOptions({ input: { fuente: source } }))
  const [salida, setSalida] = useState<Salida>('archivo')
  const [papel, setPapel] = useState<Hoja>('A4')
  const [printer, setPrinter] = useState('')
  const { outcome, busy } = batch
  if (count.isError) return <ErrorNote error={count.error} onRetry={() => void count.refetch()} />
  if (!count.data) return <Skeleton height={220} />
  const { total, primera, ultima } = count.data
  const shown = number(total)
  const ready = total > 0 && (salida !== 'impresora' || printer !== '')
  const fileName = name ?? t('lote.fileName', { periodo: primera })
  return (
    <Stack gap="md">
      <div>
        <Text fw={650} size="lg">
          {total === 0 ? t('lote.none') : t('lote.count', { count: total, shown })}
        </Text>
        {total > 1 && (
          <Text size="sm" c="dimmed">
            {t('lote.span', { primera, ultima })}
          </Text>
        )}
      </div>
      <Stack gap={4}>
        <Text size="sm" fw={550} id="batch-how">
          {t('lote.how')}
        </Text>
        <SegmentedControl
          fullWidth
          data-autofocus
          aria-labelledby="batch-how"
          value={salida}
          onChange={setSalida}
          data={SALIDAS.filter((each) => each !== 'correo' || sends).map((value) => ({
            value,
            label: t(`lote.${value}`),
          }))}
        />
        <Text size="sm" c="dimmed">
          {t(`lote.help.${salida}`)}
        </Text>
      </Stack>
      {salida === 'correo' ? (
        <BatchMail source={source} />
      ) : (
        <>
          <Stack gap={4}>
            <Text size="sm" fw={550} id="batch-paper">
              {t('dialog.paper')}
            </Text>
            <SegmentedControl
              aria-labelledby="batch-paper"
              value={papel}
              onChange={setPapel}
              data={HOJAS.map((value) => ({ value, label: t(`common:enums.papel.${value}`) }))}
              className={styles['narrow'] ?? ''}
            />
          </Stack>
          {salida === 'impresora' && <PrinterSelect value={printer} onChange={setPrinter} />}
          <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden />} p="xs">
            {t('lote.copies')}
          </Alert>
        </>
      )}
      {outcome?.kind === 'refused' && <ErrorNote error={outcome.error} />}
      {outcome?.kind === 'place' && (
        <Alert color="red" variant="light" role="alert">
          {t('lote.open', { detalle: outcome.detalle })}
        </Alert>
      )}
      <KeyButton
        hotkey="mod+Enter"
        fullWidth
        loading={busy}
        disabled={!ready}
        onClick={() => void batch.start({ salida, papel, printer, name: fileName })}
      >
        {t(`lote.start.${salida}`)}
      </KeyButton>
    </Stack>
  )
}

function PrinterSelect({ value, onChange }: { value: string; onChange: (printer: string) => void }) {
  const { t } = useTranslation('paper')
  const printers = useQuery({
    queryKey: ['shell', 'printers'],
    queryFn: () => window.mostrador.printers(),
    networkMode: 'always',
    staleTime: 30_000,
  })
  const found = printers.data ?? []
  return (
    <Select
      label={t('lote.printer')}
      required
      disabled={found.length === 0}
      description={printers.isSuccess && found.length === 0 ? t('lote.noPrinter') : undefined}
      data={found.map(({ name, displayName }) => ({ value: name, label: displayName }))}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}
