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
import { shownRun } from './words.ts'

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
  const count = (key: string, header: string, of: (run: CorridaCorteRow) => number) => ({
    key,
    header,
    width: '5.75rem',
    align: 'right' as const,
    render: (run: CorridaCorteRow) => number(of(run)),
  })
  return [
    {
      key: 'fecha',
      header: t('runs.day'),
      width: '7rem',
      render: ({ fecha }) => (
        <strong>
          <DateText fecha={fecha} />
        </strong>
      ),
    },
    {
      key: 'estado',
      header: t('runs.state'),
      width: '10rem',
      render: (run) => <EstadoBadge tipo="corte" estado={shownRun(run)} />,
    },
    {
      key: 'origen',
      header: t('runs.origin'),
      width: 'minmax(10rem, 1.4fr)',
      render: ({ origen, usuario, estado }) => {
        const who = usuario ?? (estado === 'por_confirmar' ? null : t('runs.office'))
        return [t(`runs.origen.${origen}`), ...(who === null ? [] : [who])].join(' · ')
      },
    },
    count('total', t('runs.total'), ({ total }) => total),
    count('verificado', t('runs.verified'), ({ resultados }) => resultados.verificado),
    count(
      'por_verificar',
      t('runs.toVerify'),
      ({ resultados: { por_verificar, observado } }) => por_verificar + observado,
    ),
    count('fallido', t('runs.failed'), ({ resultados }) => resultados.fallido),
    count(
      'otros',
      t('runs.others'),
      ({ resultados: { sin_enviar, a_medias, sin_dato } }) => sin_enviar + a_medias + sin_dato,
    ),
    count('dejado', t('runs.left'), ({ resultados: { dejado, no_hecho } }) => dejado + no_hecho),
    {
      key: 'cuando',
      header: t('runs.when'),
      width: '12.5rem',
      render: ({ terminadaEn, creadoEn }) => <InstantText at={terminadaEn ?? creadoEn} />,
    },
  ]
}
