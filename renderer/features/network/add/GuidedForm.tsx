import { Alert, Button, Group, Paper, Title } from '@mantine/core'
import { IconDeviceFloppy, IconStethoscope } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { InvalidSummary, useInvalidFields } from '../../../components/InvalidSummary.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import styles from './add.module.css'
import { type CheckLine, CheckList } from './CheckList.tsx'

interface Props {
  title: string
  subtitle: string
  /** Above the form: other ways to add one. */
  ways?: ReactNode
  check: {
    running: boolean
    error: unknown
    lines: CheckLine[]
    onTrust: (huella: string) => void
    /** Checks what may be kept already: its certificate was renewed, say. */
    onAgain: () => void
  }
  /** Said while nothing was checked yet. */
  before: string
  /** It may be kept: Ctrl+Enter does that. Until then it checks. */
  ready: boolean
  saveLabel: string
  save: { isPending: boolean; error: unknown }
  onSubmit: () => void
  children: ReactNode
}

/** Something that is reached by its address: its fields, and beside them the check step by step. */
export function GuidedForm(props: Props) {
  const { title, subtitle, ways, check, before, ready, saveLabel, save, onSubmit, children } = props
  const { t } = useTranslation('red')
  const invalid = useInvalidFields()
  const busy = save.isPending || check.running
  // Whoever pressed it keeps the focus on it while the check runs, and after.
  const [again, setAgain] = useState(false)
  const submit = () => {
    if (busy) return
    onSubmit()
    invalid.look()
  }
  const checkAgain = () => {
    if (busy) return
    setAgain(true)
    if (ready) check.onAgain()
    else submit()
  }
  return (
    <form
      ref={invalid.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit()
      }}
      style={{ display: 'contents' }}
    >
      <PageHeader
        title={title}
        subtitle={subtitle}
        primary={
          <KeyButton
            type="submit"
            hotkey="mod+Enter"
            loading={busy}
            leftSection={ready ? <IconDeviceFloppy size={18} aria-hidden /> : <IconStethoscope size={18} aria-hidden />}
          >
            {ready ? saveLabel : t('add.check')}
          </KeyButton>
        }
      />
      {ways}
      <InvalidSummary count={invalid.count} />
      {save.error !== null && <ErrorNote error={save.error} />}
      <div className={styles['columns']}>
        <div className={styles['column']}>{children}</div>
        <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="guided-check">
          <Group justify="space-between">
            <Title order={2} id="guided-check">
              {t('check.title')}
            </Title>
            {(ready || again) && (
              <Button
                variant="default"
                size="xs"
                data-disabled={busy}
                aria-disabled={busy}
                leftSection={<IconStethoscope size={16} aria-hidden />}
                onClick={checkAgain}
              >
                {t('add.check')}
              </Button>
            )}
          </Group>
          {!check.running && check.lines.every(({ state }) => state === 'espera') && (
            <Alert color="blue" variant="light" p="xs">
              {before}
            </Alert>
          )}
          {check.error !== null && <ErrorNote error={check.error} />}
          <CheckList label={t('check.title')} lines={check.lines} onTrust={check.onTrust} />
        </Paper>
      </div>
    </form>
  )
}
