import { Button, Group, Skeleton, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { InvalidSummary, useInvalidFields } from '../../components/InvalidSummary.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import styles from './settings.module.css'

interface Props {
  title: string
  subtitle?: ReactNode
  primary?: ReactNode
  actions?: ReactNode
  /** The content takes the height of the window: for tables that scroll by themselves. */
  fill?: boolean
  children: ReactNode
}

/** A section without a form of its own. */
export function SectionPage({ title, subtitle, primary, actions, fill = false, children }: Props) {
  return (
    <div className={styles['page']} data-fill={fill || undefined}>
      <PageHeader title={title} subtitle={subtitle} primary={primary} actions={actions} />
      {children}
    </div>
  )
}

interface SavedProps<Row> {
  query: UseQueryResult<Row>
  children: (saved: Row) => ReactNode
}

/** What is saved, once it is there: each version of it has a form of its own, which a later read that fails does not take away. */
export function Saved<Row extends { actualizadoEn: number }>({ query, children }: SavedProps<Row>) {
  if (query.data) return <Fragment key={query.data.actualizadoEn}>{children(query.data)}</Fragment>
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton m="md" height={320} />
}

interface FormProps {
  title: string
  subtitle?: ReactNode
  /** Something differs from what is saved: leaving asks first. */
  dirty: boolean
  busy: boolean
  error: unknown
  onSubmit: () => void
  children: ReactNode
}

/** A section that is one form: saved with Ctrl+Enter, and not left by accident. */
export function SectionForm({ title, subtitle, dirty, busy, error, onSubmit, children }: FormProps) {
  const { t } = useTranslation()
  const { form, count, look } = useInvalidFields()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy || !dirty) return
    onSubmit()
    look()
  }
  return (
    <form ref={form} className={styles['page']} onSubmit={submit} noValidate>
      <PageHeader
        title={title}
        subtitle={subtitle}
        primary={
          <KeyButton type="submit" hotkey="mod+Enter" loading={busy} disabled={!dirty}>
            {t('action.save')}
          </KeyButton>
        }
      />
      <InvalidSummary count={count} />
      {error != null && <ErrorNote error={error} />}
      {children}
      <UnsavedGuard dirty={dirty} />
    </form>
  )
}

function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation()
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: false, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog onClose={() => blocker.reset?.()} title={t('form.discardQuestion')} size="sm">
      <Text size="sm" mb="md">
        {t('form.discardText')}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          {t('form.keepEditing')}
        </Button>
        <Button color="red" variant="light" onClick={() => blocker.proceed?.()}>
          {t('form.discard')}
        </Button>
      </Group>
    </Dialog>
  )
}
