import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type RefObject, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface InvalidFields {
  form: RefObject<HTMLFormElement | null>
  /** How many fields the last try found wrong. */
  count: number
  /** To call when the form was submitted: looks which fields say that they are wrong, and goes to the first. */
  look: () => void
}

export function useInvalidFields(): InvalidFields {
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)
  const look = useCallback(() => {
    // The messages are there once React has drawn them.
    requestAnimationFrame(() => {
      const wrong = form.current?.querySelectorAll<HTMLElement>('[aria-invalid="true"]')
      setCount(wrong?.length ?? 0)
      wrong?.item(0)?.focus()
    })
  }, [])
  return { form, count, look }
}

/** How many fields need a look, at the top of a form; each says beside itself what is wrong. */
export function InvalidSummary({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {t('form.check', { count })}
    </Alert>
  )
}
