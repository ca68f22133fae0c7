import { Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConciliacionRow, ExtractoLineaRow } from '../../../contract/index.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { MatchDialog } from './MatchDialog.tsx'

/** What a person does with a line. */
export type LineAction =
  | { tipo: 'hand' | 'ignore' | 'reopen'; linea: ExtractoLineaRow }
  | { tipo: 'undo'; linea: ExtractoLineaRow; match: ConciliacionRow }

interface Props<A extends LineAction = LineAction> {
  action: A
  onClose: () => void
}

/** The dialog of an action. */
export function LineActions({ action, onClose }: Props) {
  if (action.tipo === 'hand') return <MatchDialog linea={action.linea} onClose={onClose} />
  if (action.tipo === 'undo') return <UndoDialog action={action} onClose={onClose} />
  return <IgnoreDialog action={{ tipo: action.tipo, linea: action.linea }} onClose={onClose} />
}

/** Says that it is done, and that whatever shows a line is to be read again: the client's account too. */
function useDone(onClose: () => void) {
  const request = useRequestId()
  return {
    request,
    done: (text: string) => {
      request.renew()
      notifyDone(text)
      void queryClient.invalidateQueries()
      onClose()
    },
  }
}

function IgnoreDialog({
  action: { tipo, linea },
  onClose,
}: Props<Extract<LineAction, { tipo: 'hand' | 'ignore' | 'reopen' }>>) {
  const { t } = useTranslation('conciliacion')
  const [nota, setNota] = useState('')
  const { request, done } = useDone(onClose)
  const ignorar = tipo === 'ignore'
  const save = useMutation(
    orpc.conciliacion.ignore.mutationOptions({ onSuccess: () => done(t(ignorar ? 'ignore.done' : 'ignore.reopened')) }),
  )
  return (
    <FormDialog
      title={t(ignorar ? 'ignore.title' : 'ignore.reopen')}
      onClose={onClose}
      onSubmit={() => save.mutate({ requestId: request.id, lineaId: linea.id, ignorar, nota })}
      submitLabel={t(ignorar ? 'ignore.submit' : 'ignore.reopen')}
      busy={save.isPending}
      error={save.error}
    >
      <Text size="sm">{ignorar ? t('ignore.text') : linea.concepto}</Text>
      {ignorar && (
        <Textarea
          label={t('ignore.note')}
          autosize
          maxLength={300}
          data-autofocus
          value={nota}
          onChange={(event) => setNota(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

function UndoDialog({ action: { match }, onClose }: Props<Extract<LineAction, { tipo: 'undo' }>>) {
  const { t } = useTranslation('conciliacion')
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const { request, done } = useDone(onClose)
  const undo = useMutation(orpc.conciliacion.undo.mutationOptions({ onSuccess: () => done(t('undo.done')) }))
  const submit = () => {
    setTried(true)
    if (motivo.trim() !== '') undo.mutate({ requestId: request.id, conciliacionId: match.id, motivo })
  }
  const numero = match.reciboNumero
  return (
    <FormDialog
      title={t('undo.title')}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t('undo.submit')}
      submitColor="red"
      busy={undo.isPending}
      error={undo.error}
    >
      <Text size="sm">{t(match.creoRecibo ? 'undo.made' : 'undo.kept', { numero })}</Text>
      <Textarea
        label={t('undo.reason')}
        required
        autosize
        maxLength={300}
        data-autofocus
        value={motivo}
        error={tried && motivo.trim() === '' ? t('undo.needReason') : undefined}
        onChange={(event) => setMotivo(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
