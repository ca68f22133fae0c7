import { TextInput } from '@mantine/core'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteRow } from '../../../../contract/index.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { defined } from '../../../app/searchParams.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { KeysetTable } from '../../../components/KeysetTable.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { useTypedText } from '../../../components/useTypedText.ts'
import { useTypeToFocus } from '../../../components/useTypeToFocus.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from './rounds.module.css'
import { CajaTabs } from '../CajaTabs.tsx'
import { refreshCaja } from '../useCaja.ts'
import { NewRoundForm, type RoundValues } from './NewRoundForm.tsx'
import { useDebtorColumns } from './debtorColumns.tsx'

const PAGE = 100
/** The office takes no more stops in one round. */
const MOST = 300

type Stop = Pick<ClienteRow, 'id' | 'nombreRazonSocial' | 'codigoCliente' | 'deuda'>

/** Clients who owe, those who owe most first, as the text narrows them. */
function useDebtors(texto: string) {
  return useInfiniteQuery(
    orpc.clientes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { cuenta: 'deuda' as const, ...defined({ texto: texto.trim() === '' ? undefined : texto.trim() }) },
        sort: 'deuda' as const,
        descending: true,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<ClienteRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
}

/** Makes a round: who owes on the left, Enter puts them on it; who goes and with how much on the right, Ctrl+Enter makes it. */
export function NewRoundScreen() {
  const { t } = useTranslation('caja')
  const navigate = useNavigate()
  const request = useRequestId()
  const [texto, setTexto] = useState('')
  const typed = useTypedText(texto, setTexto)
  const [stops, setStops] = useState<Stop[]>([])
  const box = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  useTypeToFocus(box)
  const debtors = useDebtors(texto)
  const chosen = new Set(stops.map(({ id }) => id))
  const columns = useDebtorColumns(chosen)
  const toggle = (cliente: Stop) =>
    setStops((now) =>
      now.some(({ id }) => id === cliente.id)
        ? now.filter(({ id }) => id !== cliente.id)
        : [...now, cliente].slice(0, MOST),
    )
  const shown = debtors.data?.pages.flatMap(({ items }) => items) ?? []
  const create = useMutation(
    orpc.rutas.create.mutationOptions({
      onSuccess: async ({ id, numero }) => {
        request.renew()
        await refreshCaja()
        notifyDone(t('rounds.made_', { numero }))
        void navigate({ to: '/caja/rutas/$id', params: { id }, ignoreBlocker: true })
      },
    }),
  )
  return (
    <Screen tabs={<CajaTabs current="rutas" />}>
      <PageHeader title={t('rounds.new')} subtitle={t('rounds.newText')} />
      <div className={styles['round']}>
        <div className={styles['roundList']}>
          <TextInput
            ref={box}
            data-autofocus
            autoFocus
            aria-label={t('rounds.search')}
            placeholder={t('rounds.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            autoComplete="off"
            spellCheck={false}
            value={typed.typed}
            onChange={(event) => typed.type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
              event.preventDefault()
              grid.current?.focus()
            }}
          />
          <KeysetTable
            ref={grid}
            columns={columns}
            query={debtors}
            rowKey={({ id }) => id}
            onOpen={toggle}
            enterLabel={t('rounds.toggle')}
            label={t('rounds.debtors')}
            place={{ list: 'deudores', view: texto }}
            empty={<EmptyState icon={<IconUsers />} title={t('rounds.noDebtors')} />}
          />
        </div>
        <NewRoundForm
          stops={stops}
          full={stops.length >= MOST}
          busy={create.isPending}
          error={create.error}
          onAddAll={() => setStops((now) => [...now, ...shown.filter(({ id }) => !chosen.has(id))].slice(0, MOST))}
          addable={shown.filter(({ id }) => !chosen.has(id)).length}
          onRemove={toggle}
          onSubmit={(values: RoundValues) =>
            create.mutate({ requestId: request.id, clienteIds: stops.map(({ id }) => id), ...values })
          }
        />
      </div>
    </Screen>
  )
}
