import { Button, Skeleton } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CierreResult } from '../../../../contract/procedures/caja.ts'
import type { RutaDetail } from '../../../../contract/procedures/rutas.ts'
import { useDates, useMoney } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { PaperDialog } from '../../../components/PaperDialog.tsx'
import type { PaperSource } from '../../../components/paperOutput.ts'
import { Screen } from '../../../components/Screen.tsx'
import { orpc } from '../../../rpc/query.ts'
import { CajaTabs } from '../CajaTabs.tsx'
import { CloseResult } from '../close/CloseResult.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { SettledStops } from './SettledStops.tsx'
import { SettleForm } from './SettleForm.tsx'

/** A round: its list to print while it is out, stop by stop when it comes back, and what came of it. */
export function RoundScreen() {
  const { id = '' } = useParams({ strict: false })
  const round = useQuery(orpc.rutas.get.queryOptions({ input: { id } }))
  return (
    <Screen tabs={<CajaTabs current="rutas" />}>
      {round.data !== undefined ? (
        <Round key={round.data.id} ruta={round.data} />
      ) : round.isError ? (
        <ErrorNote error={round.error} onRetry={() => void round.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
    </Screen>
  )
}

function Round({ ruta }: { ruta: RutaDetail }) {
  const { t } = useTranslation('caja')
  const { instant } = useDates()
  const { format } = useMoney()
  const [paper, setPaper] = useState<PaperSource | null>(null)
  const [cancelling, setCancelling] = useState(false)
  const [settling, setSettling] = useState(false)
  const [result, setResult] = useState<CierreResult | null>(null)
  const open = ruta.estado === 'abierta'
  return (
    <>
      <PageHeader
        title={
          <>
            {ruta.nombre} <EstadoBadge tipo="ruta" estado={ruta.estado} />
          </>
        }
        subtitle={[
          ruta.numero,
          ruta.cobrador,
          instant(ruta.creadoEn),
          t('rounds.withFloat', { monto: format(ruta.sesion.fondoInicial) }),
        ].join(' · ')}
        actions={
          <>
            {open && (
              <Button variant="default" onClick={() => setCancelling(true)}>
                {t('rounds.cancel')}
              </Button>
            )}
            <KeyButton
              hotkey="mod+P"
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden />}
              onClick={() => setPaper({ tipo: 'ruta_cobro', id: ruta.id })}
            >
              {t('rounds.print')}
            </KeyButton>
          </>
        }
        primary={
          open && (
            <KeyButton hotkey="F9" onClick={() => setSettling(true)}>
              {t('rounds.settle')}
            </KeyButton>
          )
        }
      />
      {open ? (
        <SettleForm
          ruta={ruta}
          settling={settling}
          onStop={() => setSettling(false)}
          onSettled={(cierre) => {
            setSettling(false)
            setResult(cierre)
          }}
        />
      ) : (
        <SettledStops ruta={ruta} />
      )}
      {paper !== null && <PaperDialog source={paper} onClose={() => setPaper(null)} />}
      {cancelling && <CancelDialog ruta={ruta} onClose={() => setCancelling(false)} />}
      {result !== null && <CloseResult result={result} onClose={() => setResult(null)} />}
    </>
  )
}
