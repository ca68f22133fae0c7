import { Anchor, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../rpc/query.ts'
import styles from '../customers.module.css'

/** Milliseconds without a key before the office is asked. */
const TYPING = 250
const SHOWN = 3

/** Says who has this document already, while it is typed. A warning only: two clients may well share one. */
export function SameDocument({ documento, exceptId }: { documento: string; exceptId: string | null }) {
  const { t } = useTranslation('customers')
  const typed = documento.trim()
  const [asked] = useDebouncedValue(typed, TYPING)
  const same = useQuery(
    orpc.clientes.sameDocumento.queryOptions({
      input: asked === '' ? skipToken : { documento: asked, ...(exceptId === null ? {} : { exceptId }) },
    }),
  )
  const others = asked === typed && typed !== '' ? (same.data ?? []) : []
  return (
    <div role="status">
      {others.length > 0 && (
        <Text component="p" size="xs" c="var(--mantine-color-orange-text)" className={styles['warning'] ?? ''}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>
            {t('form.sameDocument')}{' '}
            {others.slice(0, SHOWN).map(({ id, nombreRazonSocial, codigoCliente }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <Anchor
                  size="xs"
                  underline="always"
                  renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id }} />}
                >
                  {nombreRazonSocial} ({codigoCliente})
                </Anchor>
              </span>
            ))}
            {others.length > SHOWN && ` ${t('form.sameDocumentMore', { count: others.length - SHOWN })}`}
          </span>
        </Text>
      )}
    </div>
  )
}
