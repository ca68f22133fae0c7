import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ClienteRow } from '../../../../contract/index.ts'
import { ClienteName } from '../../../components/ClienteName.tsx'
import type { KeysetColumn } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'

/** Who owes: those on the round already have a tick. */
export function useDebtorColumns(chosen: ReadonlySet<string>): KeysetColumn<ClienteRow>[] {
  const { t } = useTranslation('caja')
  return [
    {
      key: 'puesto',
      header: t('rounds.on'),
      width: '4.5rem',
      render: ({ id }) => (chosen.has(id) ? <IconCheck size={18} aria-label={t('rounds.isOn')} /> : null),
    },
    {
      key: 'cliente',
      header: t('rounds.client'),
      width: 'minmax(12rem, 1.4fr)',
      render: ({ nombreRazonSocial, codigoCliente }) => (
        <ClienteName nombre={nombreRazonSocial} codigo={codigoCliente} />
      ),
    },
    {
      key: 'direccion',
      header: t('rounds.address'),
      width: 'minmax(9rem, 1.4fr)',
      render: ({ direccion }) => direccion,
    },
    {
      key: 'deuda',
      header: t('rounds.debt'),
      width: '9.5rem',
      align: 'right',
      render: ({ deuda }) => <Money amount={deuda} />,
    },
  ]
}
