import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle, IconDeviceFloppy, IconFileText } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExtractoPreview, MapeoExtracto } from '../../../../contract/index.ts'
import { useNumber } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { rpc } from '../../../rpc/client.ts'
import { toOfficeError } from '../../../rpc/errors.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { MappingForm } from './MappingForm.tsx'
import { PreviewRows } from './PreviewRows.tsx'
import styles from '../reconciliation.module.css'

/** From the bank's file to lines. As keystrokes: Enter chooses the file, Ctrl+Enter saves what is new in it. */
export function StatementImportScreen() {
  const { t } = useTranslation('conciliacion')
  const navigate = useNavigate()
  const request = useRequestId()
  const [preview, setPreview] = useState<ExtractoPreview | null>(null)
  const prepare = useMutation({
    mutationFn: ({ cuentaId, file }: { cuentaId: string; file: File }) =>
      rpc.conciliacion.prepare({ cuentaId, archivo: file.name, file }),
    onSuccess: setPreview,
  })
  const remap = useMutation({
    mutationFn: (mapeo: MapeoExtracto) => rpc.conciliacion.remap({ preparadoId: preview?.preparadoId ?? '', mapeo }),
    onSuccess: (made) => {
      queryClient.removeQueries({ queryKey: orpc.conciliacion.filas.key() })
      setPreview(made)
    },
  })
  const apply = useMutation({
    mutationFn: () => rpc.conciliacion.apply({ requestId: request.id, preparadoId: preview?.preparadoId ?? '' }),
    onSuccess: () => void navigate({ to: '/conciliacion' }),
    onError: () => request.renew(),
  })
  const forget = () => {
    const preparadoId = preview?.preparadoId
    setPreview(null)
    for (const action of [prepare, remap, apply]) action.reset()
    // One that the office has forgotten already is as good as discarded.
    if (preparadoId) rpc.conciliacion.discard({ preparadoId }).catch(() => {})
  }
  const error = apply.error ?? remap.error ?? prepare.error
  return (
    <Screen>
      <PageHeader
        title={t('import.title')}
        subtitle={preview?.archivo}
        actions={
          preview ? (
            <Button variant="default" leftSection={<IconFileText size={18} aria-hidden />} onClick={forget}>
              {t('read.another')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => void navigate({ to: '/conciliacion' })}>
              {t('title')}
            </Button>
          )
        }
        primary={preview && <Save preview={preview} busy={apply.isPending} onSave={() => apply.mutate()} />}
      />
      {error !== null && <ReadError error={error} />}
      {preview === null ? (
        <ChooseFile
          reading={prepare.isPending ? (prepare.variables?.file.name ?? '') : null}
          onFile={(cuentaId, file) => prepare.mutate({ cuentaId, file })}
        />
      ) : (
        <div className={styles['preview']}>
          {preview.yaLeido && (
            <Alert color="blue" variant="light" p="sm" role="status">
              {t('read.already')}
            </Alert>
          )}
          <MappingForm
            key={preview.preparadoId}
            preview={preview}
            busy={remap.isPending}
            onMapeo={(mapeo) => remap.mutate(mapeo)}
          />
          <PreviewRows preview={preview} />
        </div>
      )}
    </Screen>
  )
}

function Save({ preview, busy, onSave }: { preview: ExtractoPreview; busy: boolean; onSave: () => void }) {
  const { t } = useTranslation('conciliacion')
  const number = useNumber()
  const { credito, debito, comision, repetida } = preview.destinos
  const fresh = credito + debito + comision + repetida
  return (
    <KeyButton
      hotkey="mod+Enter"
      leftSection={<IconDeviceFloppy size={18} aria-hidden />}
      loading={busy}
      disabled={fresh === 0}
      onClick={onSave}
    >
      {fresh === 0 ? t('read.nothing') : t('read.save', { n: number(fresh) })}
    </KeyButton>
  )
}

const REASONS = ['empty', 'old_xls', 'binary', 'zip', 'bomb', 'ofx'] as const

/** A file that is no statement says what it is instead. */
function ReadError({ error }: { error: unknown }) {
  const { t } = useTranslation('conciliacion')
  const { code, data } = toOfficeError(error)
  const reason = code === 'extracto.unreadable' ? REASONS.find((known) => known === data['reason']) : undefined
  if (!reason) return <ErrorNote error={error} />
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert" p="sm">
      {t(`unreadable.${reason}`)}
    </Alert>
  )
}
