import { Alert, Button, SegmentedControl, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../../contract/money.ts'
import type { Aprobacion, Conteo } from '../../../../contract/procedures/caja.ts'
import { useMoney } from '../../../app/session.tsx'
import { ApprovalFields, isApprovalError, useApproval } from '../../../components/ApprovalFields.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { toOfficeError } from '../../../rpc/errors.ts'
import styles from '../caja.module.css'
import { conteoOf, NO_COUNT, totalOf } from '../conteo.ts'
import { CountGrid } from '../CountGrid.tsx'
import { useCajaStatus } from '../useCaja.ts'

/** What every end of a session says: the count, and once it is known to differ, why and who approves. */
export interface Cierre {
  conteo: Conteo
  queda: Minor
  explicacion: string
  aprobacion?: Aprobacion
}

interface Props {
  title: string
  /** What it does, before the count. */
  text: ReactNode
  submitLabel: (contado: Minor) => string
  /** Whose money is counted. */
  responsableId: string
  /** What is proposed to stay in the drawer; null where nothing stays. */
  queda: Minor | null
  busy: boolean
  error: unknown
  /** Fields of its own, above the way out. */
  extra?: ReactNode
  /** False while something of `extra` is missing. */
  ready?: boolean
  /** It was submitted, whatever is missing. */
  onTry?: () => void
  onSend: (cierre: Cierre) => void
  onClose: () => void
}

const isCode = (error: unknown, code: string): boolean => error != null && toOfficeError(error).code === code

/** A count that lacked its explanation was kept under that request: the next try is another one. */
export function renewAfterCount(error: unknown, renew: () => void): void {
  if (isCode(error, 'caja.explanation')) renew()
}

/**
 * Ends a session. Blind: how much there should be is said neither before the count nor by the first try, which only says
 * that it differs. As keystrokes: the notes, Enter; why, Enter; or the approver's PIN before it.
 */
export function CierreDialog(props: Props) {
  const { t } = useTranslation(['caja', 'common'])
  const { moneda } = useMoney()
  const { error, busy, ready = true } = props
  const [draft, setDraft] = useState(NO_COUNT)
  const [kept, setKept] = useState<Minor | null>(null)
  const [keptTyped, setKeptTyped] = useState(false)
  const [explicacion, setExplicacion] = useState('')
  const [now, setNow] = useState(false)
  const [tried, setTried] = useState(false)
  const [differs, setDiffers] = useState(false)
  const approval = useApproval({ except: props.responsableId })
  const conteo = conteoOf(draft, moneda)
  const contado = totalOf(conteo)
  const queda = keptTyped ? kept : Math.min(props.queda ?? 0, contado)

  const { forget } = approval
  useEffect(() => {
    if (isCode(error, 'caja.explanation')) setDiffers(true)
    if (isApprovalError(error)) forget()
  }, [error, forget])

  const explained = !differs || explicacion.trim() !== ''
  const approved = !differs || !now || approval.value !== null
  const submit = () => {
    setTried(true)
    props.onTry?.()
    if (!ready || !explained || !approved || queda === null || queda > contado) return
    props.onSend({
      conteo,
      queda,
      explicacion: differs ? explicacion.trim() : '',
      ...(differs && now && approval.value !== null ? { aprobacion: approval.value } : {}),
    })
  }
  return (
    <FormDialog
      title={props.title}
      submitLabel={props.submitLabel(contado)}
      size="50rem"
      busy={busy}
      error={isCode(error, 'caja.explanation') || isApprovalError(error) ? null : error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <div className={styles['sides']}>
        <CountGrid draft={draft} onChange={setDraft} readOnly={differs} />
        <div className={styles['side']}>
          {!differs && <Text size="sm">{props.text}</Text>}
          {!differs && props.queda !== null && (
            <MoneyInput
              label={t('close.stays')}
              description={t('close.staysHelp')}
              value={queda}
              onChange={(monto) => {
                setKept(monto)
                setKeptTyped(true)
              }}
              error={queda === null || queda > contado ? t('close.staysMost') : undefined}
            />
          )}
          {(!differs || !ready) && props.extra}
          {differs && (
            <Differs
              explicacion={explicacion}
              onExplicacion={setExplicacion}
              missing={tried && !explained}
              now={now}
              onNow={setNow}
              onRecount={() => {
                setDiffers(false)
                setTried(false)
              }}
            >
              {now && (
                <ApprovalFields
                  approval={approval}
                  error={error}
                  tried={tried && explained}
                  label={t('approval.who')}
                />
              )}
            </Differs>
          )}
        </div>
      </div>
    </FormDialog>
  )
}

interface DiffersProps {
  explicacion: string
  onExplicacion: (text: string) => void
  missing: boolean
  now: boolean
  onNow: (now: boolean) => void
  onRecount: () => void
  children: ReactNode
}

/** The count is not what the books say: why, and whether somebody approves it on the spot. */
function Differs({ explicacion, onExplicacion, missing, now, onNow, onRecount, children }: DiffersProps) {
  const { t } = useTranslation(['caja', 'common'])
  const { format } = useMoney()
  const limit = useCajaStatus().data?.limiteDiferencia
  return (
    <>
      <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} p="sm" role="alert">
        {t('close.differs')}
        <Button variant="default" size="xs" mt="xs" onClick={onRecount}>
          {t('close.recount')}
        </Button>
      </Alert>
      <Textarea
        label={t('explanation')}
        required
        autoFocus
        autosize
        minRows={2}
        maxLength={400}
        value={explicacion}
        onChange={(event) => onExplicacion(event.currentTarget.value)}
        error={missing ? t('common:form.required') : undefined}
      />
      <SegmentedControl
        aria-label={t('close.when')}
        fullWidth
        value={now ? 'now' : 'later'}
        onChange={(value) => onNow(value === 'now')}
        data={[
          { value: 'later', label: t('close.later') },
          { value: 'now', label: t('close.now') },
        ]}
      />
      {!now && limit !== undefined && (
        <Text size="xs" c="dimmed">
          {t('close.laterHelp', { limite: format(limit) })}
        </Text>
      )}
      {children}
    </>
  )
}
