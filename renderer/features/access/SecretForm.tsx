import { Button, PasswordInput, SegmentedControl, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonCard, Session } from '../../../contract/index.ts'
import { useErrorText } from '../../components/errorText.ts'
import { OfficeError, toOfficeError } from '../../rpc/errors.ts'
import { orpc } from '../../rpc/query.ts'
import { secondsLeft } from './pause.ts'

interface Props {
  person: PersonCard
  submitLabel: string
  onEntered: (session: Session) => void
}

type Kind = 'password' | 'pin'

/** Seconds until the pause after too many wrong tries is over; 0 when there is none. */
function usePause(error: OfficeError | null): number {
  const [until, setUntil] = useState(0)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (error?.code !== 'access.paused') return
    const { seconds } = error.data
    setNow(Date.now())
    setUntil(Date.now() + (typeof seconds === 'number' ? seconds : 30) * 1000)
  }, [error])
  useEffect(() => {
    if (until <= now) return
    const timer = setTimeout(() => setNow(Date.now()), 250)
    return () => clearTimeout(timer)
  }, [until, now])
  return secondsLeft(until, now)
}

/** Password or PIN of one person; says how many tries are left and counts a pause down. */
export function SecretForm({ person, submitLabel, onEntered }: Props) {
  const { t } = useTranslation('access')
  const errorText = useErrorText()
  const [kind, setKind] = useState<Kind>(person.hasPin ? 'pin' : 'password')
  const [secret, setSecret] = useState('')
  // After too many wrong PINs only the password opens the door; it opens the PIN again too.
  const [pinClosed, setPinClosed] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const login = useMutation(
    orpc.access.login.mutationOptions({
      onSuccess: onEntered,
      onError: (error) => {
        const { code, data } = toOfficeError(error)
        // Only a wrong secret has to be typed again, not one that never arrived.
        if (code.startsWith('access.')) setSecret('')
        const closed = code === 'access.unavailable' || (code === 'access.wrong_secret' && data['remaining'] === 0)
        if (kind === 'pin' && closed) {
          setPinClosed(true)
          setKind('password')
        }
      },
    }),
  )
  const failure = login.error === null ? null : toOfficeError(login.error)
  const pause = usePause(failure)
  const paused = pause > 0

  useEffect(() => {
    if (!paused && !login.isPending) input.current?.focus()
  }, [kind, paused, login.isPending])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (secret === '' || paused || login.isPending) return
    login.mutate({ usuarioId: person.id, kind, secret })
  }
  const message = () => {
    if (paused) return errorText(new OfficeError('access.paused', { seconds: pause }))
    if (pinClosed && kind === 'password' && login.variables?.kind === 'pin') return t('secret.pinClosed')
    if (failure === null || failure.code === 'access.paused') return undefined
    return errorText(failure)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {person.hasPin && !pinClosed && (
          <SegmentedControl
            aria-label={t('secret.kind')}
            value={kind}
            onChange={(value) => {
              setKind(value === 'pin' ? 'pin' : 'password')
              setSecret('')
              login.reset()
            }}
            data={[
              { value: 'pin', label: t('secret.pin') },
              { value: 'password', label: t('secret.password') },
            ]}
          />
        )}
        <PasswordInput
          ref={input}
          data-autofocus
          label={kind === 'pin' ? t('secret.pin') : t('secret.password')}
          inputMode={kind === 'pin' ? 'numeric' : 'text'}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('secret.show') }}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          error={message()}
          errorProps={{ role: 'alert' }}
          disabled={paused || login.isPending}
        />
        <Button type="submit" loading={login.isPending} disabled={secret === '' || paused}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  )
}
