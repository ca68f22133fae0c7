import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CierreResult, SesionCaja } from '../../../../contract/procedures/caja.ts'
import { useCan, useDates, useSession } from '../../../app/session.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { CloseDialog } from '../close/CloseDialog.tsx'
import { CloseResult } from '../close/CloseResult.tsx'
import { useCajaStatus } from '../useCaja.ts'
import { OpenDialog } from './OpenDialog.tsx'

interface Props {
  onClose: () => void
  /** This person's drawer is open now. */
  onReady: () => void
}

/** What stands between a person and an open drawer of their own, over whatever they were doing: it goes on afterwards. */
export function DrawerGate({ onClose, onReady }: Props) {
  const status = useCajaStatus()
  const [result, setResult] = useState<CierreResult | null>(null)
  if (status.data === undefined) return null
  if (result !== null) return <CloseResult result={result} onClose={() => setResult(null)} />
  const { otra, fondoSugerido } = status.data
  if (otra !== null) return <Taken sesion={otra} onClose={onClose} onClosed={setResult} />
  return <OpenDialog fondoSugerido={fondoSugerido} onClose={onClose} onOpened={onReady} />
}

interface TakenProps {
  sesion: SesionCaja
  onClose: () => void
  onClosed: (result: CierreResult) => void
}

/** Another person answers for the drawer of this seat: they hand it over, or who supervises closes it. */
function Taken({ sesion, onClose, onClosed }: TakenProps) {
  const { t } = useTranslation('caja')
  const { instant } = useDates()
  const { exit } = useSession()
  const supervises = useCan('caja.supervise')
  const [closing, setClosing] = useState(false)
  const { usuario: nombre, usuarioId } = sesion
  if (closing) return <CloseDialog sesion={sesion} onClose={() => setClosing(false)} onClosed={onClosed} />
  return (
    <Dialog onClose={onClose} title={t('taken.title', { nombre })}>
      <Text size="sm">{t('taken.since', { nombre, cuando: instant(sesion.abiertaEn) })}</Text>
      <Text size="sm" c="dimmed" mt="xs">
        {t('taken.how', { nombre })} {t('taken.kept')}
      </Text>
      <Group justify="flex-end" gap="xs" pt="md">
        <Button variant="default" onClick={() => exit(usuarioId)} data-autofocus>
          {t('taken.enter', { nombre })}
        </Button>
        {supervises && (
          <KeyButton hotkey="F9" onClick={() => setClosing(true)}>
            {t('taken.close', { nombre })}
          </KeyButton>
        )}
      </Group>
    </Dialog>
  )
}
