import { Alert, Button, Center, Loader, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconFileTypePdf, IconPrinter, IconPrinterOff } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '../../contract/permissions.ts'
import { TIPOS_TICKET } from '../../contract/enums.ts'
import type { TicketsDocumento } from '../../contract/index.ts'
import { HOJAS, PAPELES, type Papel } from '../../contract/shell.ts'
import { useCan, useSession } from '../app/session.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNote } from './ErrorNote.tsx'
import { KeyButton } from './KeyButton.tsx'
import { notifyDone } from './notify.ts'
import styles from './PaperDialog.module.css'
import { type PaperSource, printDocument, saveDocument, sourceKey } from './paperOutput.ts'
import { fileNameOf } from './savedFile.ts'
import { TicketButton } from './TicketButton.tsx'
import { useFrameGivesFocusBack } from './useFrameGivesFocusBack.ts'
import { usePaperPreview } from './usePaperPreview.ts'

interface Props {
  onClose: () => void
  source: PaperSource
  /** Shown beside the preview while it is open: the change to give, for instance. */
  note?: ReactNode
  /** Another way out, under printing and saving. */
  more?: ReactNode
}

/** The sheet that this computer used last: offices have one or the other in their tray. */
const SHEET_KEPT = 'mostrador:hoja'

/** What a counter printer prints as well as a sheet does. */
const onRoll = ({ tipo }: PaperSource): boolean =>
  tipo === 'recibo' || tipo === 'reporte_caja' || tipo === 'movimiento_caja' || tipo === 'reverso'

const keptSheet = (): Papel => HOJAS.find((hoja) => hoja === localStorage.getItem(SHEET_KEPT)) ?? 'A4'

/** A document as it will come out, and the two ways out: Enter or Ctrl+P prints, Ctrl+S saves a PDF. */
export function PaperDialog({ onClose, source, note, more }: Props) {
  const { t } = useTranslation('paper')
  const { puesto } = useSession()
  const [papel, setPapel] = useState<Papel>(onRoll(source) ? puesto.recibo.papel : keptSheet())
  const preview = usePaperPreview(source, papel)
  const numero =
    preview.document?.fileName.replace(
      /^(recibo|factura|nota-credito|devolucion|reporte-[xz]|reporte-caja|movimiento|movimiento-caja|ruta|ruta-cobro|anulacion)-/,
      '',
    ) ?? ''
  return (
    <Dialog onClose={onClose} title={t(`dialog.title.${source.tipo}`, { numero })} size="74rem" yOffset="4vh">
      <div className={styles['layout']}>
        <Preview {...preview} />
        <Side
          source={source}
          note={note}
          more={more}
          papel={papel}
          onPapel={(chosen) => {
            setPapel(chosen)
            if (!onRoll(source)) localStorage.setItem(SHEET_KEPT, chosen)
          }}
          copia={preview.document?.copia ?? false}
          onDone={onClose}
        />
      </div>
    </Dialog>
  )
}

function Preview({ address, error, retry }: ReturnType<typeof usePaperPreview>) {
  const { t } = useTranslation('paper')
  const frame = useRef<HTMLIFrameElement>(null)
  useFrameGivesFocusBack(frame)
  return (
    <div className={styles['desk']}>
      {error !== null ? (
        <Center h="100%" p="lg">
          <ErrorNote error={error} onRetry={retry} />
        </Center>
      ) : address === undefined ? (
        <Center h="100%">
          <Loader size="sm" role="img" aria-label={t('dialog.preview')} />
        </Center>
      ) : (
        <iframe ref={frame} className={styles['frame']} src={address} title={t('dialog.preview')} sandbox="" />
      )}
    </div>
  )
}

/** Who may hand each document out. */
const PRINTS: Record<PaperSource['tipo'], Permission> = {
  recibo: 'recibo.print',
  devolucion: 'recibo.print',
  factura: 'factura.print',
  nota_credito: 'factura.print',
  estado_cuenta: 'factura.print',
  reporte_caja: 'caja.operate',
  movimiento_caja: 'caja.operate',
  ruta_cobro: 'caja.operate',
  reverso: 'recibo.print',
}

type Outcome =
  | { kind: 'saved'; file: string }
  | { kind: 'failed'; reason: 'no_printer' | 'failed' | 'save' }
  | { kind: 'refused'; error: unknown }

type TicketSource = PaperSource & { tipo: TicketsDocumento }

const hasTicket = (source: PaperSource): source is TicketSource => TIPOS_TICKET.some((tipo) => tipo === source.tipo)

interface SideProps {
  source: PaperSource
  note: ReactNode
  more: ReactNode
  papel: Papel
  onPapel: (papel: Papel) => void
  copia: boolean
  onDone: () => void
}

function Side({ source, note, more, papel, onPapel, copia, onDone }: SideProps) {
  const { t } = useTranslation(['paper', 'common'])
  const { puesto } = useSession()
  const canPrint = useCan(PRINTS[source.tipo])
  // The seat's printer holds the seat's paper; anything else goes where the person says.
  const printer = onRoll(source) && papel === puesto.recibo.papel ? puesto.recibo.printer : null
  const papers: readonly Papel[] = onRoll(source) ? PAPELES : HOJAS
  const { busy, outcome, print, save } = useOutput(source, papel, onDone)
  const printButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // A button that works loses the focus; Enter must go on where it was.
    if (busy === null && document.activeElement === document.body) printButton.current?.focus()
  }, [busy])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (canPrint && busy === null) void print(printer)
  }
  return (
    <form className={styles['side']} onSubmit={submit} aria-label={t('dialog.print')}>
      {note}
      <Stack gap={4}>
        <Text size="sm" fw={550} id="paper-choice">
          {t('dialog.paper')}
        </Text>
        <SegmentedControl
          orientation="vertical"
          fullWidth
          aria-labelledby="paper-choice"
          value={papel}
          onChange={onPapel}
          data={papers.map((value) => ({ value, label: t(`common:enums.papel.${value}`) }))}
        />
      </Stack>
      {canPrint && (
        <Stack gap={0}>
          <Text size="sm" fw={550}>
            {t('dialog.printer')}
          </Text>
          <Text size="sm" c="dimmed">
            {printer ?? t('dialog.printerAsked')}
          </Text>
        </Stack>
      )}
      {copia && (
        <Alert variant="light" color="orange" icon={<IconCopy aria-hidden />} p="sm">
          {t('dialog.copia')}
        </Alert>
      )}
      <OutcomeNote outcome={outcome} copia={copia} onOtherPrinter={printer === null ? null : () => void print(null)} />
      <div className={styles['actions']}>
        {canPrint ? (
          <>
            <KeyButton
              ref={printButton}
              type="submit"
              hotkey="mod+P"
              size="md"
              fullWidth
              data-autofocus
              leftSection={<IconPrinter size={18} aria-hidden />}
              loading={busy === 'print'}
              disabled={busy === 'save'}
            >
              {t('dialog.print')}
            </KeyButton>
            <KeyButton
              hotkey="mod+S"
              variant="default"
              fullWidth
              leftSection={<IconFileTypePdf size={18} aria-hidden />}
              loading={busy === 'save'}
              disabled={busy === 'print'}
              onClick={() => void save()}
            >
              {t('dialog.pdf')}
            </KeyButton>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {t('dialog.viewOnly')}
          </Text>
        )}
        {hasTicket(source) && <TicketButton tipo={source.tipo} documentoId={source.id} />}
        {more}
      </div>
    </form>
  )
}

/** Printing and saving, one at a time, and how the last one went. A cancelled one says nothing: the person did it. */
function useOutput(source: PaperSource, papel: Papel, onDone: () => void) {
  const { t } = useTranslation('paper')
  const [busy, setBusy] = useState<'print' | 'save' | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const about = sourceKey(source)
  useEffect(() => setOutcome(null), [papel, about])

  const run = async (kind: 'print' | 'save', work: () => Promise<Outcome | null>) => {
    setBusy(kind)
    setOutcome(null)
    try {
      setOutcome(await work())
    } catch (error) {
      setOutcome({ kind: 'refused', error })
    } finally {
      setBusy(null)
    }
  }
  const print = (printer: string | null) =>
    run('print', async () => {
      const result = await printDocument(source, papel, printer)
      if (result.ok) {
        notifyDone(t('dialog.printed'))
        onDone()
        return null
      }
      return result.reason === 'cancelled' ? null : { kind: 'failed', reason: result.reason }
    })
  const save = () =>
    run('save', async () => {
      const result = await saveDocument(source, papel)
      if (result.ok) return { kind: 'saved', file: result.file }
      return result.reason === 'cancelled' ? null : { kind: 'failed', reason: 'save' }
    })
  return { busy, outcome, print, save }
}

interface OutcomeProps {
  outcome: Outcome | null
  copia: boolean
  /** Null when the person was asked for the printer already. */
  onOtherPrinter: (() => void) | null
}

function OutcomeNote({ outcome, copia, onOtherPrinter }: OutcomeProps) {
  const { t } = useTranslation('paper')
  if (outcome === null) return null
  if (outcome.kind === 'refused') return <ErrorNote error={outcome.error} />
  if (outcome.kind === 'saved') {
    return (
      <Alert variant="light" color="green" icon={<IconCheck aria-hidden />} p="sm" role="status">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('dialog.saved', { file: fileNameOf(outcome.file) })}
        </Text>
        <Button variant="default" size="xs" mt="xs" onClick={() => void window.mostrador.showFile(outcome.file)}>
          {t('dialog.showFile')}
        </Button>
      </Alert>
    )
  }
  return (
    <Alert variant="light" color="red" icon={<IconPrinterOff aria-hidden />} p="sm" role="alert">
      <Text size="sm">{t(`dialog.failed.${outcome.reason}`)}</Text>
      {!copia && <Text size="sm">{t('dialog.stillOriginal')}</Text>}
      {outcome.reason !== 'save' && onOtherPrinter !== null && (
        <Button variant="default" size="xs" mt="xs" onClick={onOtherPrinter}>
          {t('dialog.chooseOther')}
        </Button>
      )}
    </Alert>
  )
}
