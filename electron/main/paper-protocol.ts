import type { Session } from 'electron'
import { PAPER_SCHEME } from './constants.ts'
import { paperPolicy } from './content-security.ts'
import type { PaperStore } from './paper-store.ts'

/** Serves the kept documents of `store` as `paper://doc/<token>`; `ancestors` may show them in a frame. */
export function servePaper(session: Session, store: PaperStore, ancestors: readonly string[]): void {
  const policy = paperPolicy(ancestors)
  session.protocol.handle(PAPER_SCHEME, (request) => {
    const html = request.method === 'GET' ? store.find(request.url) : null
    return new Response(html ?? 'not found', {
      status: html === null ? 404 : 200,
      headers: {
        'content-type': html === null ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    })
  })
}
