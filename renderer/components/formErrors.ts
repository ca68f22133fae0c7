import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'

type Problem = 'required' | 'email' | 'tooLong' | 'invalid'

/** What to say beside a field for an issue that its schema found. */
function problemOf(issue: z.core.$ZodIssue, value: unknown): Problem {
  if (value === '' || value === null || value === undefined) return 'required'
  if (issue.code === 'too_big' && typeof value === 'string') return 'tooLong'
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'email'
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().some((one) => one.code === 'invalid_format' && one.format === 'email')
    if (inner) return 'email'
  }
  return 'invalid'
}

const valueAt = (values: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    values,
  )

/** Messages by field path (`lineas.0.cantidad`), for the `validate` of a Mantine form over a schema of the contract. */
export function useFormErrors(schema: z.ZodType): (values: unknown) => Record<string, string> {
  const { t } = useTranslation()
  return useCallback(
    (values: unknown) => {
      const errors: Record<string, string> = {}
      for (const issue of schema.safeParse(values).error?.issues ?? []) {
        const path = issue.path.join('.')
        errors[path] ??= t(`form.${problemOf(issue, valueAt(values, issue.path))}`)
      }
      return errors
    },
    [schema, t],
  )
}
