import { Radio, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteHit, ExtractoLineaRow, Parte } from '../../../contract/index.ts'
import type { Minor } from '../../../contract/money.ts'
import { useMoney } from '../../app/session.tsx'
import { ClienteName } from '../../components/ClienteName.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { nextActive } from '../../components/gridKeys.ts'
import { Money } from '../../components/Money.tsx'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import styles from './reconciliation.module.css'

interface Chosen {
  id: string
  nombre: string
  codigo: string
}

const FACTURAS = 'facturas'
const FAVOR = 'favor'

/** A line by hand: whose it is, how much of it, and with what. What is left of it can be matched again. */
export function MatchDialog({ linea, onClose }: { linea: ExtractoLineaRow; onClose: () => void }) {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  const request = useRequestId()
  const maximo = linea.monto - linea.conciliado
  const [cliente, setCliente] = useState<Chosen | null>(null)
  const [monto, setMonto] = useState<Minor | null>(maximo)
  const [what, setWhat] = useState(FACTURAS)
  const [tried, setTried] = useState(false)
  const match = useMutation(
    orpc.conciliacion.match.mutationOptions({
      onSuccess: () => {
        request.renew()
        notifyDone(t('accept.done', { cliente: cliente?.nombre ?? '' }))
        void queryClient.invalidateQueries()
        onClose()
      },
    }),
  )
  const fits = monto !== null && monto > 0 && monto <= maximo
  const submit = () => {
    setTried(true)
    if (!cliente || !fits) return
    match.mutate({ requestId: request.id, lineaId: linea.id, partes: [toParte(cliente.id, monto, what)] })
  }
  return (
    <FormDialog
      title={t('hand.title')}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t('hand.submit', { monto: format(monto ?? 0) })}
      busy={match.isPending}
      error={match.error}
      size="lg"
    >
      <Text size="sm" c="dimmed">
        {[linea.concepto, linea.operacion].filter(Boolean).join(' · ')}
      </Text>
      <ClientPick
        chosen={cliente}
        error={tried && !cliente ? t('hand.needClient') : undefined}
        onChoose={(hit) => {
          setCliente(hit)
          setWhat(FACTURAS)
        }}
      />
      <MoneyInput
        label={t('hand.amount')}
        required
        value={monto}
        onChange={setMonto}
        error={tried && !fits ? t('hand.needAmount', { maximo: format(maximo) }) : undefined}
      />
      {cliente && <WhatPick clienteId={cliente.id} value={what} onChange={setWhat} />}
    </FormDialog>
  )
}

function toParte(clienteId: string, monto: Minor, what: string): Parte {
  const [kind = '', id = ''] = what.split(' ')
  if (kind === 'recibo') return { tipo: 'recibo', reciboId: id, monto }
  if (kind === 'factura') return { tipo: 'cobro', clienteId, monto, facturaIds: [id] }
  return kind === FAVOR ? { tipo: 'cobro', clienteId, monto, facturaIds: [] } : { tipo: 'cobro', clienteId, monto }
}

interface ClientPickProps {
  chosen: Chosen | null
  error: string | undefined
  onChoose: (cliente: Chosen) => void
}

const LIMIT = 6
const DEBOUNCE = 60

const searchOf = (texto: string) => orpc.clientes.search.queryOptions({ input: { texto, limit: LIMIT } })

/** The search of the counter in a dialog: arrows and Enter choose. */
function ClientPick({ chosen, error, onChoose }: ClientPickProps) {
  const { t } = useTranslation('conciliacion')
  const id = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), DEBOUNCE)
  const query = useQuery({ ...searchOf(asked), enabled: asked !== '', placeholderData: keepPreviousData })
  const hits = text.trim() === '' ? [] : (query.data ?? [])
  const settled = asked === text.trim() && !query.isPlaceholderData
  const choose = (hit: ClienteHit | undefined) => {
    if (!hit) return
    onChoose({ id: hit.id, nombre: hit.nombreRazonSocial, codigo: hit.codigoCliente })
    setText('')
  }
  // Enter before the answer to what was typed is not lost: it is for that answer, unless more was typed meanwhile.
  const typed = useRef('')
  const chooseFirstOf = async (texto: string) => {
    const [first] = await queryClient.fetchQuery(searchOf(texto)).catch(() => [])
    if (typed.current === texto) choose(first)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault()
      if (settled) choose(hits[active])
      else void chooseFirstOf(text.trim())
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setActive(nextActive(event.key, active, hits.length, LIMIT) ?? 0)
  }
  return (
    <div>
      <TextInput
        label={t('hand.search')}
        placeholder={t('hand.placeholder')}
        required
        data-autofocus
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={hits.length > 0 ? `${id}-${active}` : undefined}
        value={text}
        error={error}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
          typed.current = event.currentTarget.value.trim()
        }}
      />
      <div id={`${id}-hits`} role="listbox" aria-label={t('hand.search')} className={styles['hits']}>
        {hits.map((hit, at) => (
          <div
            key={hit.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            className={styles['hit']}
            onClick={() => choose(hit)}
          >
            <ClienteName nombre={hit.nombreRazonSocial} codigo={hit.codigoCliente} />
            <Money amount={hit.deuda} tone={hit.deuda > 0 ? 'due' : undefined} />
          </div>
        ))}
      </div>
      {asked !== '' && settled && text.trim() !== '' && hits.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('hand.noHits')}
        </Text>
      )}
      {chosen && text.trim() === '' && (
        <Text size="sm" mt={4} role="status">
          {t('hand.chosen', { nombre: `${chosen.nombre} ${chosen.codigo}` })}
        </Text>
      )}
    </div>
  )
}

interface WhatPickProps {
  clienteId: string
  value: string
  onChange: (value: string) => void
}

/** What of the client the money is: a transfer that waits, their invoices, or credit. */
function WhatPick({ clienteId, value, onChange }: WhatPickProps) {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  const account = useQuery(orpc.cobros.prepare.queryOptions({ input: { clienteId } }))
  const waiting = useQuery(
    orpc.conciliacion.transferencias.queryOptions({ input: { filter: { clienteId }, limit: 20 } }),
  )
  if (!account.data || !waiting.data)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('hand.reading')}
      </Text>
    )
  const { facturas } = account.data
  return (
    <Radio.Group label={t('hand.what')} description={t('hand.surplus')} value={value} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {waiting.data.items.map(({ reciboId, numero, referencia, monto, conciliado }) => (
          <Radio
            key={reciboId}
            value={`recibo ${reciboId}`}
            label={`${t('hand.recibo', { numero, referencia })} · ${format(monto - conciliado)}`}
          />
        ))}
        <Radio value={FACTURAS} label={`${t('hand.facturas')} · ${format(account.data.deuda)}`} />
        {facturas.length > 1 &&
          facturas.map(({ id, numero, saldo }) => (
            <Radio key={id} value={`factura ${id}`} label={`${t('hand.factura', { numero })} · ${format(saldo)}`} />
          ))}
        <Radio value={FAVOR} label={t('hand.favor')} />
      </Stack>
    </Radio.Group>
  )
}
