import { Button } from '@mantine/core'
import { IconArrowLeft, IconTableImport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { FileStep } from './FileStep.tsx'
import { RejectedButton, ResultStep } from './ResultStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { ImportSteps } from './ImportSteps.tsx'
import { type ImportDraft, type ImportState, useImport } from './useImport.ts'

/**
 * From a file to clients. The main task as keystrokes: Enter chooses the file, Ctrl+Enter accepts how it was read, Ctrl+Enter
 * imports, Ctrl+Enter goes to the clients.
 */
export function ImportScreen() {
  const { t } = useTranslation('imports')
  const state = useImport()
  const { draft } = state
  return (
    <Screen>
      <PageHeader
        title={t('title')}
        subtitle={draft?.analysis.fileName ?? t('file.subtitle')}
        actions={<Actions state={state} draft={draft} />}
        primary={draft && <Primary state={state} draft={draft} />}
      />
      <ImportSteps current={draft?.step ?? 'archivo'} />
      <StepBody state={state} draft={draft} />
    </Screen>
  )
}

function StepBody({ state, draft }: { state: ImportState; draft: ImportDraft | null }): ReactNode {
  if (draft === null) return <FileStep state={state} />
  if (draft.step === 'resultado') return <ResultStep state={state} draft={draft} />
  if (draft.step === 'revision' && draft.preview) {
    return <ReviewStep state={state} draft={draft} preview={draft.preview} />
  }
  return <ColumnsStep state={state} draft={draft} />
}

function Actions({ state, draft }: { state: ImportState; draft: ImportDraft | null }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const toClients = () => void navigate({ to: '/clientes' })
  if (draft === null) {
    return (
      <Button variant="default" onClick={toClients}>
        {t('action.cancel')}
      </Button>
    )
  }
  if (draft.step === 'resultado') {
    return (
      <Button variant="default" onClick={state.discard}>
        {t('result.another')}
      </Button>
    )
  }
  const { preview } = draft
  return (
    <>
      {draft.step === 'revision' && preview !== null && preview.fates.error > 0 && (
        <RejectedButton importId={preview.importId} rows={preview.fates.error} />
      )}
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={18} aria-hidden />}
        disabled={state.busy}
        onClick={() => (draft.step === 'revision' ? state.update({ step: 'columnas' }) : state.discard())}
      >
        {t('action.back')}
      </Button>
    </>
  )
}

/** The one button that goes on: the same place and the same key in each step. */
function Primary({ state, draft }: { state: ImportState; draft: ImportDraft }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const importLabel = useImportLabel()
  if (draft.step === 'resultado') {
    return (
      <KeyButton hotkey="mod+Enter" onClick={() => void navigate({ to: '/clientes' })}>
        {t('result.clients')}
      </KeyButton>
    )
  }
  if (draft.step === 'revision' && draft.preview) {
    const { fates } = draft.preview
    const nothing = fates.create + fates.update === 0
    return (
      <KeyButton
        hotkey="mod+Enter"
        leftSection={<IconTableImport size={18} aria-hidden />}
        loading={state.apply.isPending}
        disabled={nothing || state.busy}
        onClick={() => state.apply.mutate(draft)}
      >
        {nothing
          ? t(fates.error > 0 ? 'review.nothingButErrors' : 'review.nothing')
          : importLabel(draft.preview.clientes)}
      </KeyButton>
    )
  }
  return (
    <KeyButton
      hotkey="mod+Enter"
      loading={state.preview.isPending}
      disabled={draft.mapping.nombreRazonSocial === undefined || state.busy}
      onClick={() => state.preview.mutate(draft)}
    >
      {t('action.continue')}
    </KeyButton>
  )
}

/** Names what happens: "Importar 2.973 clientes". */
function useImportLabel(): (clientes: ImportPreview['clientes']) => string {
  const { t } = useTranslation('imports')
  const number = useNumber()
  return ({ create, update }) => {
    if (update === 0) return t('confirm.create', { count: create, n: number(create) })
    if (create === 0) return t('confirm.update', { count: update, n: number(update) })
    return t('confirm.import', { count: create + update, n: number(create + update) })
  }
}
