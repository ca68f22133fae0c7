import { Badge } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DispositivoRow } from '../../../../contract/procedures/dispositivos.ts'
import { useNumber } from '../../../app/session.tsx'
import { Age } from '../../../components/Age.tsx'
import type { KeysetColumn } from '../../../components/KeysetTable.tsx'
import { Rate } from '../../../components/Rate.tsx'
import { DeviceState } from '../DeviceState.tsx'
import styles from '../network.module.css'
import { TrafficSpark } from './TrafficSpark.tsx'

/** A device in a row; of one that is down the last figures are not shown as if they were now. */
export function useDeviceColumns(): KeysetColumn<DispositivoRow>[] {
  const { t } = useTranslation(['red', 'common'])
  const number = useNumber()
  const measured = (row: DispositivoRow, value: number | undefined) =>
    row.estado === 'en_linea' && row.reiniciandoDesde === null && value !== undefined ? value : null
  return [
    {
      key: 'estado',
      header: t('column.state'),
      width: '8.5rem',
      render: (row) => <DeviceState device={row} />,
    },
    {
      key: 'nombre',
      header: t('column.name'),
      width: 'minmax(13rem, 2fr)',
      render: ({ nombre, host }) => (
        <span className={styles['device']}>
          <span className={`${styles['deviceName']} ${styles['cut']}`} title={nombre}>
            {nombre}
          </span>
          <span className={`${styles['deviceHost']} ${styles['cut']}`}>{host}</span>
        </span>
      ),
    },
    { key: 'sitio', header: t('column.site'), width: 'minmax(6rem, 1fr)', render: ({ sitio }) => sitio?.nombre },
    {
      key: 'etiquetas',
      header: t('column.tags'),
      width: 'minmax(6rem, 1fr)',
      render: ({ etiquetas: [first, ...rest] }) =>
        first !== undefined && (
          <span className={styles['tags']} title={[first, ...rest].join(', ')}>
            <Badge color="gray" variant="outline">
              {first}
            </Badge>
            {rest.length > 0 && (
              <span className={styles['aside']}>{t('column.moreTags', { n: number(rest.length) })}</span>
            )}
          </span>
        ),
    },
    {
      key: 'cpu',
      header: t('column.cpu'),
      width: '4.5rem',
      align: 'right',
      render: (row) => {
        const cpu = measured(row, row.metricas.cpu)
        return cpu === null ? '—' : t('percent', { n: number(Math.round(cpu)) })
      },
    },
    {
      key: 'sesiones',
      header: t('column.sessions'),
      width: '5.5rem',
      align: 'right',
      render: (row) => {
        const sesiones = measured(row, row.metricas.sesiones)
        return sesiones === null ? '—' : number(sesiones)
      },
    },
    {
      key: 'trafico',
      header: t('column.traffic'),
      width: '12.5rem',
      align: 'right',
      render: (row) =>
        row.falla !== null && row.estado !== 'en_linea' ? (
          <span className={styles['aside']}>{t(`falla.${row.falla}`)}</span>
        ) : (
          <span className={styles['traffic']}>
            <TrafficSpark id={row.id} />
            <Rate bps={measured(row, row.metricas.bajada)} />
          </span>
        ),
    },
    {
      key: 'alertas',
      header: t('column.alerts'),
      width: 'minmax(7rem, 0.8fr)',
      render: ({ alertas }) =>
        alertas.length > 0 && (
          <span className={styles['warn']}>
            <IconBell size={15} aria-hidden />
            <span className={styles['cut']}>
              {alertas.map((tipo) => t(`common:enums.tipoAlerta.${tipo}`)).join(', ')}
            </span>
          </span>
        ),
    },
    { key: 'dato', header: t('column.age'), width: '7rem', render: ({ ultimoSyncAt }) => <Age at={ultimoSyncAt} /> },
  ]
}
