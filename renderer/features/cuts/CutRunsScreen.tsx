import { Button } from '@mantine/core'
import { IconListCheck, IconPlugConnectedX } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CorridaCorteRow } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { DateText, InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { RedTabs } from '../network/RedTabs.tsx'
import { CutsBanner } from './CutsBanner.tsx'
import { useCutRuns, useCutsState } from './useCuts.ts'

/** Every run of cuts, the newest first. */
export function CutRunsScreen() {
  const { t } = useTranslation('cortes')
  const navigate = useNavigate()
  const runs = useCutRuns()
  const estado = useCutsState()
  return (
    <Screen tabs={<RedTabs current="cortes" />}>
      <PageHeader
        title={t('runs.title')}
        subtitle={t('runs.subtitle')}
        actions={
          <Button
            variant="default"
            leftSection={<IconPlugConnectedX size={16} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/red/cortes" />}
          >
            {t('runs.back')}
          </Button>
        }
      />
      {estado.data && <CutsBanner estado={estado.data} />}
      <KeysetTable
        columns={useColumns()}
        query={runs}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/red/cortes/$corridaId', params: { corridaId: id } })}
        label={t('runs.title')}
        place={{ list: 'corridasCorte', view: '' }}
        takeFocus
        empty={<EmptyState icon={<IconListCheck />} title={t('runs.none')} text={t('runs.noneText')} />}
      />
    </Screen>
  )
}

function useColumns(): KeysetColumn<CorridaCorteRow>[] {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const count = (key: 'cortados' | 'omitidos' | 'verificados' | 'fallidos', header: string) => ({
    key,
    header,
    width: '6.75rem',
    align: 'right' as const,
    render: (run: CorridaCorteRow) => number(run[key]),
  })
  return [
    {
      key: 'fecha',
      header: t('runs.day'),
      width: 'minmax(8rem, 1fr)',
      render: ({ fecha }) => (
        <strong>
          <DateText fecha={fecha} />
        </strong>
      ),
    },
    {
      key: 'estado',
      header: t('runs.state'),
      width: '9.5rem',
      render: ({ estado }) => <EstadoBadge tipo="corte" estado={estado} />,
    },
    {
      key: 'origen',
      header: t('runs.origin'),
      width: '8rem',
      render: ({ origen }) => t(`runs.origen.${origen}`),
    },
    count('cortados', t('runs.cut')),
    count('omitidos', t('runs.left')),
    count('verificados', t('runs.verified')),
    count('fallidos', t('runs.failed')),
    {
      key: 'quien',
      header: t('runs.who'),
      width: 'minmax(8rem, 1fr)',
      render: ({ usuario, estado }) => usuario ?? (estado === 'por_confirmar' ? '—' : t('runs.office')),
    },
    {
      key: 'cuando',
      header: t('runs.when'),
      width: '12.5rem',
      render: ({ terminadaEn, creadoEn }) => <InstantText at={terminadaEn ?? creadoEn} />,
    },
  ]
}
