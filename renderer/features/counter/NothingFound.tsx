import { IconUserSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'

/** Nobody matches: says so and offers the next step. */
export function NothingFound({ texto }: { texto: string }) {
  const { t } = useTranslation('counter')
  const navigate = useNavigate()
  const canCreate = useCan('cliente.write')
  return (
    <EmptyState
      icon={<IconUserSearch size={24} />}
      title={t('nothing.title', { texto: texto.length > 60 ? `${texto.slice(0, 60)}…` : texto })}
      text={t('nothing.text')}
      action={
        canCreate && (
          <KeyButton hotkey="F4" onClick={() => void navigate({ to: '/clientes', search: { crear: true } })}>
            {t('nothing.create')}
          </KeyButton>
        )
      }
    />
  )
}
