import { Button, Group, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { ErrorNote } from './ErrorNote.tsx'
import { InvalidSummary, useInvalidFields } from './InvalidSummary.tsx'
import { KeyButton } from './KeyButton.tsx'

interface Props {
  title: ReactNode
  onClose: () => void
  onSubmit: () => void
  /** Names what happens: "Guardar cliente", not "Aceptar". */
  submitLabel: string
  busy?: boolean
  /** What it is about is being read; see `Dialog`. */
  waiting?: boolean
  /** False while there is nothing that could be submitted; it may be typed on. */
  ready?: boolean
  /** What the office refused; null or undefined when nothing. */
  error?: unknown
  /** Whether something would be lost by closing. Left out: true once the person has typed. */
  dirty?: boolean
  submitColor?: string
  /** A step of the scale, or a width. */
  size?: string
  children: ReactNode
}

/** A form in a dialog: one column, what went wrong at the top, Enter or Ctrl+Enter submits, Esc asks before it loses anything. */
export function FormDialog(props: Props) {
  const {
    title,
    onClose,
    onSubmit,
    submitLabel,
    busy = false,
    waiting = false,
    ready = true,
    error,
    size = 'md',
    children,
  } = props
  const { t } = useTranslation()
  const typed = useRef(false)
  const [asking, setAsking] = useState(false)
  const { form, count, look } = useInvalidFields()

  // A link inside of the form, or the application menu, must not lose what was typed either.
  const leaving = useBlocker({
    shouldBlockFn: () => props.dirty ?? typed.current,
    enableBeforeUnload: false,
    withResolver: true,
  })
  const close = () => {
    if (busy) return
    if (props.dirty ?? typed.current) setAsking(true)
    else onClose()
  }
  const keepEditing = () => {
    setAsking(false)
    leaving.reset?.()
  }
  const discard = () => {
    onClose()
    leaving.proceed?.()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy || waiting || !ready) return
    onSubmit()
    look()
  }
  return (
    <Dialog onClose={close} title={title} size={size} waiting={waiting} closeOnClickOutside={false}>
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onInput={() => {
          typed.current = true
        }}
      >
        <Stack gap="sm">
          <InvalidSummary count={count} />
          {error != null && <ErrorNote error={error} />}
          {children}
          {asking || leaving.status === 'blocked' ? (
            <Group justify="flex-end" gap="xs" pt="xs">
              <Text size="sm" mr="auto" role="alert">
                {t('form.discardQuestion')}
              </Text>
              <Button variant="default" onClick={keepEditing} autoFocus>
                {t('form.keepEditing')}
              </Button>
              <Button color="red" variant="light" onClick={discard}>
                {t('form.discard')}
              </Button>
            </Group>
          ) : (
            <Group justify="flex-end" gap="xs" pt="xs">
              <Button variant="default" onClick={close} disabled={busy}>
                {t('action.cancel')}
              </Button>
              <KeyButton
                type="submit"
                hotkey="mod+Enter"
                loading={busy || waiting}
                disabled={!ready}
                color={props.submitColor ?? 'brand'}
              >
                {submitLabel}
              </KeyButton>
            </Group>
          )}
        </Stack>
      </form>
    </Dialog>
  )
}
