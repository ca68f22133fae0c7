import { PAPER_SCHEME } from './constants.ts'

const policy = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, value]) => (value === '' ? name : `${name} ${value}`))
    .join('; ')

/** Policy of the office's own pages. `nonce` belongs to one response: it lets Mantine add its style elements. */
export const appPolicy = (nonce: string): string =>
  policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'frame-src': `${PAPER_SCHEME}:`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  })

/**
 * Policy of a document: it draws and nothing else. Inline styles stay allowed: a nonce or hash computed from the same
 * HTML would bless whatever was injected into it, and without scripts or network a style can leak nothing.
 */
export const paperPolicy = (ancestors: readonly string[]): string =>
  policy({
    'default-src': "'none'",
    'style-src': "'unsafe-inline' data:",
    'img-src': 'data:',
    'font-src': 'data:',
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': ancestors.join(' '),
    sandbox: '',
  })
