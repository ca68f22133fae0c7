import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteHit } from '../../../../contract/procedures/customers.ts'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { orpc } from '../../../rpc/query.ts'

/** Milliseconds without a key before the office is asked. */
const TYPING = 60
const HITS = 8
const NO_HITS: ClienteHit[] = []

interface Props {
  /** Name of the client chosen; null while there is none. */
  chosen: string | null
  onChange: (clienteId: string) => void
  error: ReactNode
  /** Chosen already, and not to be changed. */
  fixed?: boolean
}

/** A client by whatever is known of them, as it is typed; Enter takes the best match, as soon as it is there. */
export function ClientPicker({ chosen, onChange, error, fixed = false }: Props) {
  const { t } = useTranslation('billing')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState<string | null>(null)
  /** Enter was pressed before the answer came. */
  const [waiting, setWaiting] = useState(false)
  const { hits, settled, failure } = useHits(typed ?? '')
  const [best] = hits
  const choose = (id: string) => {
    setTyped(null)
    setWaiting(false)
    combobox.closeDropdown()
    onChange(id)
  }

  const { selectFirstOption } = combobox
  useEffect(() => {
    if (hits.length > 0) selectFirstOption()
  }, [hits, selectFirstOption])
  const latestChoose = useRef(choose)
  useEffect(() => {
    latestChoose.current = choose
  })
  useEffect(() => {
    if (!waiting || !settled) return
    setWaiting(false)
    if (best !== undefined) latestChoose.current(best.id)
  }, [waiting, settled, best])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || settled || typed === null || typed.trim() === '') return
    event.preventDefault()
    setWaiting(true)
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <InputBase
          label={t('field.client')}
          placeholder={t('field.clientHelp')}
          required
          readOnly={fixed}
          data-autofocus={!fixed || undefined}
          autoComplete="off"
          spellCheck={false}
          rightSection={typed !== null && typed !== '' && !settled && failure === null ? <Loader size={14} /> : null}
          value={typed ?? chosen ?? ''}
          error={error}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            setTyped(null)
            combobox.closeDropdown()
          }}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed === null || typed.trim() === ''}>
        {failure === null ? (
          <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
            {hits.map((hit) => (
              <Combobox.Option key={hit.id} value={hit.id}>
                <Text size="sm" fw={550} truncate>
                  {hit.nombreRazonSocial}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {[hit.codigoCliente, hit.documento, hit.direccion].filter((part) => part !== '').join(' · ')}
                </Text>
              </Combobox.Option>
            ))}
            {settled && hits.length === 0 && <Combobox.Empty>{t('field.clientNone')}</Combobox.Empty>}
          </Combobox.Options>
        ) : (
          <ErrorNote error={failure} />
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** The clients that a text finds; `settled` when they are the answer to the text as it is now. */
function useHits(typed: string) {
  const texto = typed.trim()
  const [asked] = useDebouncedValue(texto, TYPING)
  const query = useQuery(
    orpc.clientes.search.queryOptions({
      input: asked === '' ? skipToken : { texto: asked, limit: HITS },
      placeholderData: keepPreviousData,
    }),
  )
  return {
    hits: texto === '' || asked === '' ? NO_HITS : (query.data ?? NO_HITS),
    settled: texto !== '' && texto === asked && query.isSuccess && !query.isPlaceholderData,
    failure: texto === '' ? null : query.error,
  }
}
