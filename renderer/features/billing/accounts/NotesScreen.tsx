import { Select } from '@mantine/core'
import { IconFileMinus } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MOTIVOS_NOTA_CREDITO } from '../../../../contract/enums.ts'
import type { NotaRow } from '../../../../contract/index.ts'
import { defined } from '../../../app/searchParams.ts'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { DateText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { FilterBar } from '../../../components/FilterBar.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { BillingTabs } from '../BillingTabs.tsx'
import { PeriodSelect } from '../PeriodSelect.tsx'
import styles from './accounts.module.css'
import { ExportButton } from './ExportButton.tsx'
import { NoteDrawer } from './NoteDrawer.tsx'
import type { NotesSearch } from './search.ts'
import { useNotas } from './useNotas.ts'

const route = getRouteApi('/facturas/notas')
const LIST = 'notas'

/** Every credit note, newest first, by reason and month. ArrowDown to the row, Enter opens it, Ctrl+P is its paper. */
export function NotesScreen() {
  const { t } = useTranslation('cuentas')
  const navigate = useNavigate()
  const search = route.useSearch()
  const { nota, motivo, periodo } = search
  const notas = useNotas(search)
  const show = (wanted: NotesSearch) => void navigate({ to: '/facturas/notas', search: wanted, replace: true })
  const filter = defined({ motivo, periodo })
  return (
    <Screen tabs={<BillingTabs />}>
      <PageHeader title={t('notes.title')} actions={<ExportButton reporte={{ tipo: 'notas', filter }} />} />
      <FilterBar>
        <Select
          aria-label={t('notes.kind')}
          value={motivo ?? 'todas'}
          onChange={(value) => show(defined({ periodo, motivo: MOTIVOS_NOTA_CREDITO.find((one) => one === value) }))}
          data={[
            { value: 'todas', label: t('notes.every') },
            ...MOTIVOS_NOTA_CREDITO.map((value) => ({ value, label: t(`export.motivo.${value}`) })),
          ]}
        />
        <PeriodSelect
          aria-label={t('notes.month')}
          placeholder={t('notes.month')}
          w="12.5rem"
          clearable
          clearButtonProps={{ 'aria-label': t('notes.monthClear') }}
          value={periodo ?? null}
          onChange={(value) => show(defined({ motivo, periodo: value ?? undefined }))}
        />
      </FilterBar>
      <KeysetTable
        columns={useNotaColumns()}
        query={notas}
        rowKey={({ id }) => id}
        onOpen={({ id }) => show({ ...filter, nota: id })}
        selectedKey={nota}
        label={t('notes.title')}
        place={{ list: LIST, view: JSON.stringify(filter) }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconFileMinus />}
            title={t(Object.keys(filter).length > 0 ? 'notes.noneFound' : 'notes.none')}
            text={t('notes.noneText')}
          />
        }
      />
      {nota !== undefined && <NoteDrawer key={nota} notaId={nota} onClose={() => show(filter)} />}
    </Screen>
  )
}

function useNotaColumns(): KeysetColumn<NotaRow>[] {
  const { t } = useTranslation('cuentas')
  return [
    {
      key: 'numero',
      header: t('notes.number'),
      width: '10rem',
      render: ({ numero }) => <strong>{numero}</strong>,
    },
    { key: 'fecha', header: t('notes.date'), width: '7rem', render: ({ fecha }) => <DateText fecha={fecha} /> },
    {
      key: 'cliente',
      header: t('notes.client'),
      width: 'minmax(12rem, 2fr)',
      render: ({ clienteNombre, clienteCodigo }) => <ClienteName nombre={clienteNombre} codigo={clienteCodigo} />,
    },
    { key: 'motivo', header: t('notes.kind'), width: '9rem', render: ({ motivo }) => t(`export.motivo.${motivo}`) },
    {
      key: 'factura',
      header: t('notes.invoice'),
      width: '9.5rem',
      render: ({ facturaNumero }) => facturaNumero ?? <span className={styles['aside']}>—</span>,
    },
    { key: 'detalle', header: t('note.reason'), width: 'minmax(10rem, 2fr)', render: ({ detalle }) => detalle },
    { key: 'por', header: t('notes.by'), width: 'minmax(7rem, 1fr)', render: ({ emitidaPor }) => emitidaPor },
    {
      key: 'monto',
      header: t('notes.amount'),
      width: 'minmax(8.5rem, 1fr)',
      align: 'right',
      render: ({ monto }) => <Money amount={monto} />,
    },
  ]
}
