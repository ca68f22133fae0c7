import { PasswordInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Ref, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Aprobacion } from '../../contract/procedures/caja.ts'
import { toOfficeError } from '../rpc/errors.ts'
import { orpc } from '../rpc/query.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { useErrorText } from './errorText.ts'

interface Person {
  id: string
  nombre: string
}

export interface Approval {
  people: readonly Person[] | undefined
  failure: unknown
  retry: () => void
  usuarioId: string | null
  pin: string
  choose: (usuarioId: string | null) => void
  type: (pin: string) => void
  /** For the write; null while it is not complete. */
  value: Aprobacion | null
  /** A PIN serves one try: to call after each, whatever came of it. */
  forget: () => void
}

interface Options {
  /** Who may be chosen; everybody who may approve at this seat when left out. */
  people?: readonly Person[] | undefined
  /** Whose money it is: they approve only where nobody else can. */
  except?: string | undefined
}

const PIN = /^\d{4,8}$/

/** Somebody who says yes with a PIN that is typed each time and kept nowhere but in this field. */
export function useApproval({ people: given, except }: Options = {}): Approval {
  const approvers = useQuery(orpc.caja.approvers.queryOptions({ enabled: given === undefined }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const everybody = given ?? approvers.data
  const others = everybody?.filter(({ id }) => id !== except)
  const people = others?.length === 0 ? everybody : others
  const only = people?.length === 1 ? people[0]?.id : undefined
  const usuarioId = people?.find(({ id }) => id === chosen)?.id ?? only ?? null
  return {
    people,
    failure: approvers.error,
    retry: () => void approvers.refetch(),
    usuarioId,
    pin,
    choose: (id) => {
      setChosen(id)
      setPin('')
    },
    type: setPin,
    value: usuarioId !== null && PIN.test(pin) ? { usuarioId, pin } : null,
    forget: useCallback(() => setPin(''), []),
  }
}

/** Whether a refusal is about the approval, and so is said beside its PIN. */
export const isApprovalError = (error: unknown): boolean =>
  error != null && ['access.wrong_secret', 'access.paused', 'access.unavailable'].includes(toOfficeError(error).code)

interface Props {
  approval: Approval
  /** What the office refused, if it was the approval. */
  error?: unknown
  /** The person has tried to go on: what is missing is said. */
  tried?: boolean
  /** Instead of "who approves". */
  label?: string
  /** Said where nobody can be chosen. */
  none?: string
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

/** Chooses the person, who types their PIN. Where only one person can, only the PIN is left to type. */
export function ApprovalFields({ approval, error, tried = false, label, none, autoFocus = false, ref }: Props) {
  const { t } = useTranslation('caja')
  const errorText = useErrorText()
  const pin = useRef<HTMLInputElement>(null)
  const { people, usuarioId } = approval
  if (approval.failure) return <ErrorNote error={approval.failure} onRetry={approval.retry} />
  const nombre = people?.find(({ id }) => id === usuarioId)?.nombre
  const refused = isApprovalError(error) ? errorText(error) : undefined
  return (
    <>
      <Select
        ref={ref}
        label={label ?? t('approval.who')}
        required
        searchable
        data={(people ?? []).map((person) => ({ value: person.id, label: person.nombre }))}
        value={usuarioId}
        data-autofocus={(autoFocus && usuarioId === null) || undefined}
        onChange={(id) => {
          approval.choose(id)
          if (id !== null) requestAnimationFrame(() => pin.current?.focus())
        }}
        disabled={people === undefined || people.length === 0}
        description={people?.length === 0 ? (none ?? t('approval.none')) : undefined}
        error={tried && usuarioId === null && people?.length !== 0 ? t('approval.needPerson') : undefined}
        comboboxProps={{ withinPortal: false }}
      />
      <PasswordInput
        ref={pin}
        label={nombre === undefined ? t('approval.pin') : t('approval.pinOf', { nombre })}
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        data-autofocus={(autoFocus && usuarioId !== null) || undefined}
        visibilityToggleButtonProps={{ style: { display: 'none' } }}
        value={approval.pin}
        onChange={(event) => approval.type(event.currentTarget.value.replaceAll(/\D/g, ''))}
        error={
          approval.pin === '' && refused
            ? refused
            : tried && approval.value === null
              ? t('approval.needPin')
              : undefined
        }
        errorProps={{ role: 'alert' }}
      />
    </>
  )
}
