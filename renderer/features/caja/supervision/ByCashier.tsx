import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { METODOS_PAGO, type MetodoPago } from '../../../../contract/enums.ts'
import type { Minor } from '../../../../contract/money.ts'
import type { CajaSupervision } from '../../../../contract/procedures/caja.ts'
import { Money } from '../../../components/Money.tsx'
import shared from '../caja.module.css'
import styles from './supervision.module.css'

interface Cashier {
  usuarioId: string
  nombre: string
  montos: Map<MetodoPago, Minor>
  anulado: Minor
}

function byPerson(rows: CajaSupervision['porCajero']): Cashier[] {
  const people = new Map<string, Cashier>()
  for (const { usuarioId, nombre, metodo, monto, anulado } of rows) {
    const person = people.get(usuarioId) ?? { usuarioId, nombre, montos: new Map<MetodoPago, Minor>(), anulado: 0 }
    person.montos.set(metodo, (person.montos.get(metodo) ?? 0) + monto)
    person.anulado += anulado
    people.set(usuarioId, person)
  }
  return [...people.values()]
}

const sum = (amounts: Iterable<Minor>): Minor => [...amounts].reduce((all, one) => all + one, 0)

/** What each person collected that day by method, what of it was taken back, and what is left. */
export function ByCashier({ rows }: { rows: CajaSupervision['porCajero'] }) {
  const { t } = useTranslation(['caja', 'common'])
  const people = byPerson(rows)
  if (people.length === 0) return <p className={shared['note']}>{t('supervision.nothingCollected')}</p>
  const total = (metodo: MetodoPago) => sum(people.map(({ montos }) => montos.get(metodo) ?? 0))
  const voided = sum(people.map(({ anulado }) => anulado))
  return (
    <div className={styles['wide']}>
      <Table horizontalSpacing={6} aria-label={t('supervision.byCashier')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sessions.person')}</Table.Th>
            {METODOS_PAGO.map((metodo) => (
              <Table.Th key={metodo} ta="right">
                {t(`common:enums.metodoPago.${metodo}`)}
              </Table.Th>
            ))}
            <Table.Th ta="right">{t('figures.anulaciones')}</Table.Th>
            <Table.Th ta="right">{t('supervision.total')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map(({ usuarioId, nombre, montos, anulado }) => (
            <Table.Tr key={usuarioId}>
              <Table.Td className={shared['name'] ?? ''} title={nombre}>
                {nombre}
              </Table.Td>
              {METODOS_PAGO.map((metodo) => (
                <Table.Td key={metodo} ta="right">
                  <Money amount={montos.get(metodo) ?? 0} />
                </Table.Td>
              ))}
              <Table.Td ta="right">
                <Money amount={-anulado} />
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={sum(montos.values()) - anulado} strong />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        {people.length > 1 && (
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th>{t('supervision.total')}</Table.Th>
              {METODOS_PAGO.map((metodo) => (
                <Table.Td key={metodo} ta="right">
                  <Money amount={total(metodo)} strong />
                </Table.Td>
              ))}
              <Table.Td ta="right">
                <Money amount={-voided} strong />
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={sum(METODOS_PAGO.map(total)) - voided} strong />
              </Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </div>
  )
}
