import { Anchor, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SimulacionFila } from '../../../contract/index.ts'
import { useDates, useNumber } from '../../app/session.tsx'
import { Commands } from '../../components/Commands.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { LeaveOut } from '../../components/LeaveOut.tsx'
import { Money } from '../../components/Money.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { orpc } from '../../rpc/query.ts'
import { Verdict } from './CutsTable.tsx'
import styles from './cuts.module.css'
import { useReasonWords } from './words.ts'

interface Props {
  fila: SimulacionFila
  excluded: boolean
  /** Null: there is nothing to leave out. */
  onToggle: (() => void) | null
  onClose: () => void
}

/** Everything about one service of the list: what is owed, what happens and why, on which devices. */
export function CutDrawer({ fila, excluded, onToggle, onClose }: Props) {
  const { t } = useTranslation('cortes')
  return (
    <SidePanel
      onClose={onClose}
      size="34rem"
      title={fila.clienteNombre}
      badge={<Verdict fila={fila} left={excluded} />}
      foot={
        onToggle && (
          <LeaveOut excluded={excluded} onToggle={onToggle} exclude={t('row.exclude')} include={t('row.include')} />
        )
      }
    >
      <Stack gap="md">
        <Head fila={fila} />
        <Owed fila={fila} />
        <Why fila={fila} />
        <Devices fila={fila} />
        {fila.equipos.length > 0 && <Simulated servicioId={fila.servicioId} />}
      </Stack>
    </SidePanel>
  )
}

/** What each device would be told, as its own console takes it. */
function Simulated({ servicioId }: { servicioId: string }) {
  const { t } = useTranslation('cortes')
  const service = useQuery(orpc.red.service.get.queryOptions({ input: { servicioId } }))
  if (service.isError) return <ErrorNote error={service.error} onRetry={() => void service.refetch()} />
  if (!service.data) return <Skeleton height={96} />
  return service.data.simulacion.map(({ dispositivoId, dispositivo, comandos }) => (
    <div key={dispositivoId}>
      <Text size="sm" fw={600} mb={4}>
        {t('row.commands', { equipo: dispositivo })}
      </Text>
      {comandos.length === 0 ? (
        <Text size="sm">{t('row.noCommands')}</Text>
      ) : (
        <Commands label={t('row.commands', { equipo: dispositivo })} text={comandos.join('\n')} />
      )}
    </div>
  ))
}

function Head({ fila }: { fila: SimulacionFila }) {
  const { t } = useTranslation('cortes')
  const { clienteId, clienteCodigo, clienteTelefono, planNombre, dispositivoRef } = fila
  return (
    <div>
      <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: clienteId }} />}>
        {t('row.client', { codigo: clienteCodigo })}
      </Anchor>
      <Text size="sm" c="dimmed">
        {[planNombre, dispositivoRef].filter((part) => part !== '').join(' · ')}
      </Text>
      {clienteTelefono !== '' && (
        <Text size="sm" c="dimmed" className="tabular">
          {t('row.phone', { telefono: clienteTelefono })}
        </Text>
      )}
    </div>
  )
}

function Owed({ fila: { vencido, facturas, venceDesde } }: { fila: SimulacionFila }) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const { date } = useDates()
  const parts = [
    t('row.owes', { count: facturas, n: number(facturas) }),
    ...(venceDesde === null ? [] : [t('row.since', { fecha: date(venceDesde) })]),
  ]
  return (
    <div>
      <Money amount={vencido} size="xl" strong tone={vencido > 0 ? 'due' : undefined} />
      <Text size="sm">{parts.join(', ')}</Text>
    </div>
  )
}

function Why({ fila: { motivos, politica } }: { fila: SimulacionFila }) {
  const { t } = useTranslation('cortes')
  const words = useReasonWords()
  if (motivos.length === 0)
    return (
      <div>
        <Text size="sm">{t('row.cuts')}</Text>
        {politica === 'reducir' && <Text size="sm">{t('row.reduces')}</Text>}
      </div>
    )
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('row.why')}
      </Text>
      <ul className={styles['list']}>
        {motivos.map((reason) => (
          <Text key={reason.motivo} component="li" size="sm">
            {words(reason)}
          </Text>
        ))}
      </ul>
    </div>
  )
}

function Devices({ fila: { equipos } }: { fila: SimulacionFila }) {
  const { t } = useTranslation('cortes')
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('row.devices')}
      </Text>
      {equipos.length === 0 && <Text size="sm">{t('row.noDevices')}</Text>}
      {equipos.map(({ id, nombre, modo }) => (
        <Text key={id} component="div" size="sm" className={styles['runTitle'] ?? ''}>
          {nombre} <EstadoBadge tipo="modo" estado={modo} />
        </Text>
      ))}
    </div>
  )
}
