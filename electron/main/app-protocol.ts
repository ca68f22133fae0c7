import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { APP_SCHEME, NONCE_PLACEHOLDER, PAPER_SCHEME } from './constants.ts'
import { contentType, resolveContent } from './content-path.ts'
import { appPolicy } from './content-security.ts'

const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Declares both schemes; Electron wants this before it is ready. */
export function registerSchemes(): void {
  // Node loads a library at the first Response (50 ms): while Chromium gets ready, not when the page is asked for.
  refuse(404)
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: PAPER_SCHEME, privileges: { standard: true, secure: true } },
  ])
}

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { ...COMMON_HEADERS, 'content-security-policy': "default-src 'none'" } })

/** Serves the built pages below `root` as `app://office/…`. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const opensPage = request.headers.get('accept')?.includes('text/html') ?? false
    const content = resolveContent(root, request.url, opensPage)
    if (!content.ok) return refuse(content.status)
    try {
      return respond(content.file, await fs.readFile(content.file))
    } catch {
      return refuse(404)
    }
  })
}

function respond(file: string, body: Buffer<ArrayBuffer>): Response {
  const type = contentType(file)
  const headers = { ...COMMON_HEADERS, 'content-type': type }
  if (!type.startsWith('text/html')) return new Response(body, { headers })
  const nonce = randomBytes(16).toString('base64')
  return new Response(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce), {
    headers: { ...headers, 'content-security-policy': appPolicy(nonce), 'cache-control': 'no-store' },
  })
}
