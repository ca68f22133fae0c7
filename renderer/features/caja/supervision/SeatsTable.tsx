import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CajaFigures, CajaSupervision } from '../../../../contract/procedures/caja.ts'
import { InstantText } from '../../../components/DateText.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Money } from '../../../components/Money.tsx'
import { RowButton } from '../../../components/RowButton.tsx'
import shared from '../caja.module.css'
import styles from './supervision.module.css'
import { Difference } from '../Difference.tsx'
import { Expected } from '../Expected.tsx'

const into = ({ entradas, recepciones }: CajaFigures): number => entradas + recepciones
const outOf = ({ retiros, gastos, devoluciones, reversos, entregas }: CajaFigures): number =>
  retiros + gastos + devoluciones + reversos + entregas

/** The sessions of the day, a row each: a click or Enter opens one. */
export function SeatsTable(props: { sesiones: CajaSupervision['sesiones']; onOpen: (id: string) => void }) {
  const { t } = useTranslation('caja')
  if (props.sesiones.length === 0) return <p className={shared['note']}>{t('supervision.noSessions')}</p>
  return (
    <div className={styles['wide']}>
      <Table horizontalSpacing={6} aria-label={t('supervision.seats')} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sessions.person')}</Table.Th>
            <Table.Th>{t('sessions.state')}</Table.Th>
            <Table.Th ta="right">{t('figures.fondoInicial')}</Table.Th>
            <Table.Th ta="right">{t('figures.cobradoEfectivo')}</Table.Th>
            <Table.Th ta="right">{t('figures.otros')}</Table.Th>
            <Table.Th ta="right">{t('figures.esperado')}</Table.Th>
            <Table.Th ta="right">{t('figures.diferencia')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.sesiones.map(({ figures, ...sesion }) => (
            <Table.Tr key={sesion.id}>
              <Table.Td className={shared['name'] ?? ''} title={sesion.usuario}>
                <RowButton onClick={() => props.onOpen(sesion.id)}>{sesion.usuario}</RowButton>
                <div className={shared['quiet']}>
                  {sesion.tipo === 'cobrador' && `${t('enums.sesion.cobrador')} · `}
                  {sesion.puesto}
                </div>
              </Table.Td>
              <Table.Td className={styles['state'] ?? ''}>
                <EstadoBadge tipo="sesion" estado={sesion.estado} />
                <div className={shared['quiet']}>
                  <InstantText at={sesion.abiertaEn} />
                </div>
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={figures.fondoInicial} />
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={figures.cobradoEfectivo} />
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={into(figures) - outOf(figures)} />
              </Table.Td>
              <Table.Td ta="right">
                <Expected amount={figures.esperado} />
              </Table.Td>
              <Table.Td ta="right">
                {sesion.diferencia === null ? '—' : <Difference amount={sesion.diferencia} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
