import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron'
import { APP_SCHEME, NONCE_PLACEHOLDER, PAPER_SCHEME } from './constants.ts'
import { contentType, resolveContent } from './content-path.ts'
import { appPolicy } from './content-security.ts'

// No cross-origin-opener-policy: for it Chromium starts a second page process, once the first one has its answer. Nothing here
// opens a window or is opened by one.
const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Declares both schemes; Electron wants this before it is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: PAPER_SCHEME, privileges: { standard: true, secure: true } },
  ])
}

/** What is used of Electron's `Protocol`. */
interface BytesProtocol {
  registerBufferProtocol(
    scheme: string,
    handler: (request: ProtocolRequest, answer: (response: ProtocolResponse) => void) => void,
  ): boolean
}

/**
 * Serves the built pages below `root` as `app://office/…`. As bytes and not by `protocol.handle`: at its first Response
 * Node loads a whole HTTP library, 0.1 s of processor of each start, and then wraps every file in streams.
 */
export function serveApp(session: Session, root: string): void {
  const bytes: BytesProtocol = session.protocol
  bytes.registerBufferProtocol(APP_SCHEME, (request, answer) => {
    const method = request.method.toUpperCase()
    if (method !== 'GET' && method !== 'HEAD') return answer(refusal(405))
    const accept = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'accept')?.[1]
    const content = resolveContent(root, request.url, accept?.includes('text/html') ?? false)
    if (!content.ok) return answer(refusal(content.status))
    fs.readFile(content.file, (error, body) => answer(error ? refusal(404) : page(content.file, body)))
  })
}

const refusal = (statusCode: number): ProtocolResponse => ({
  statusCode,
  headers: { ...COMMON_HEADERS, 'content-security-policy': "default-src 'none'" },
  data: Buffer.alloc(0),
})

function page(file: string, body: Buffer): ProtocolResponse {
  const type = contentType(file)
  const headers = { ...COMMON_HEADERS, 'content-type': type }
  if (!type.startsWith('text/html')) return { headers, data: body }
  const nonce = randomBytes(16).toString('base64')
  return {
    headers: { ...headers, 'content-security-policy': appPolicy(nonce), 'cache-control': 'no-store' },
    data: Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce)),
  }
}
