import { Paper, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RutaDetail } from '../../../../contract/procedures/rutas.ts'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Money } from '../../../components/Money.tsx'
import shared from '../caja.module.css'

/** What came of each stop of a round that is over. */
export function SettledStops({ ruta }: { ruta: RutaDetail }) {
  const { t } = useTranslation('caja')
  return (
    // Scrolls, so the keyboard has to get into it.
    <Paper className={shared['scroll']} tabIndex={0} role="region" aria-label={t('rounds.stops')}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('rounds.order')}</Table.Th>
            <Table.Th>{t('rounds.client')}</Table.Th>
            <Table.Th>{t('rounds.address')}</Table.Th>
            <Table.Th ta="right">{t('rounds.debt')}</Table.Th>
            <Table.Th>{t('rounds.outcome')}</Table.Th>
            <Table.Th>{t('rounds.receipt')}</Table.Th>
            <Table.Th ta="right">{t('rounds.collected')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ruta.paradas.map((parada) => (
            <Table.Tr key={parada.id}>
              <Table.Td>{parada.orden}</Table.Td>
              <Table.Td className={shared['name'] ?? ''}>
                <ClienteName nombre={parada.clienteNombre} codigo={parada.clienteCodigo} />
              </Table.Td>
              <Table.Td className={shared['name'] ?? ''} title={parada.direccion}>
                {parada.direccion}
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={parada.deuda} />
              </Table.Td>
              <Table.Td>
                <EstadoBadge tipo="visita" estado={parada.estado} />
              </Table.Td>
              <Table.Td>{parada.reciboNumero ?? '—'}</Table.Td>
              <Table.Td ta="right">{parada.monto === null ? '—' : <Money amount={parada.monto} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
