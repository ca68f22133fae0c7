import { ORPCError } from '@orpc/client'
import { ERROR_CODES, type ErrorCode } from '../../contract/errors.ts'

/** What every failed call to the office throws: a stable code with its data. Screens translate `errors.<code>`. */
export class OfficeError extends Error {
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, data: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'OfficeError'
    this.code = code
    this.data = data
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_CODES, code)

const asRecord = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? { ...data } : {}

/** Any thrown value as an OfficeError. Input that the schema refused is `input.invalid`; the unknown is `office.internal`. */
export function toOfficeError(error: unknown): OfficeError {
  if (error instanceof OfficeError) return error
  if (error instanceof ORPCError) {
    const data = asRecord(error.data)
    if (isErrorCode(error.code)) return new OfficeError(error.code, data, { cause: error })
    if (error.code === 'BAD_REQUEST') return new OfficeError('input.invalid', data, { cause: error })
    return new OfficeError('office.internal', { ref: error.code, ...data }, { cause: error })
  }
  return new OfficeError(
    'office.internal',
    { ref: error instanceof Error ? error.name : typeof error },
    { cause: error },
  )
}
