import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import { notifyDone } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { useRequestId } from '../../rpc/requestId.ts'

interface Props {
  filtered: boolean
  onClear: () => void
  /** Null for whoever may not create clients. */
  onCreate: (() => void) | null
  mayImport: boolean
}

/** An office without clients is offered the ways to get some; a filter that lets nobody through, the way out. */
export function NoCustomers({ filtered, onClear, onCreate, mayImport }: Props) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  if (filtered) {
    return (
      <NothingLeft
        title={t('empty.filtered')}
        text={t('empty.filteredText')}
        clearLabel={t('filter.clear')}
        onClear={onClear}
      />
    )
  }
  return (
    <EmptyState
      icon={<IconUsers />}
      title={t('empty.none')}
      text={t(mayImport ? 'empty.noneImport' : 'empty.noneText')}
      action={
        <Stack gap="md" align="center">
          <Group gap="xs">
            {mayImport && (
              <Button onClick={() => void navigate({ to: '/clientes/importar' })}>{t('empty.import')}</Button>
            )}
            {onCreate && (
              <Button variant={mayImport ? 'default' : 'filled'} onClick={onCreate}>
                {t('empty.create')}
              </Button>
            )}
          </Group>
          <Demo />
        </Stack>
      }
    />
  )
}

/** Invented clients to try the program with; only whoever may set the office up. */
function Demo() {
  const { t } = useTranslation('customers')
  const allowed = useCan('tenant.write')
  const request = useRequestId()
  const fill = useMutation({
    mutationFn: () => rpc.setup.fillDemo({ requestId: request.id, size: 'small' }),
    onSuccess: () => notifyDone(t('empty.demoStarted')),
  })
  if (!allowed) return null
  return (
    <Stack gap="xs" align="center">
      <Text size="sm" c="dimmed" ta="center">
        {t('empty.demoText')}{' '}
        <Anchor
          component="button"
          type="button"
          size="sm"
          underline="always"
          disabled={fill.isPending || fill.isSuccess}
          onClick={() => fill.mutate()}
        >
          {t('empty.demo')}
        </Anchor>
      </Text>
      {fill.isError && <ErrorNote error={fill.error} />}
    </Stack>
  )
}
