import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentType, resolveContent } from '../../electron/main/content-path.ts'
import { appPolicy, paperPolicy } from '../../electron/main/content-security.ts'

const ROOT = path.resolve('/srv/renderer')
const inRoot = (...parts: string[]) => ({ ok: true, file: path.join(ROOT, ...parts) })

/** Directives of a policy by name. */
const directives = (policy: string) =>
  new Map(policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]))

describe('an app:// address', () => {
  it('names a file below the root', () => {
    expect(resolveContent(ROOT, 'app://office/', false)).toEqual(inRoot('index.html'))
    expect(resolveContent(ROOT, 'app://office/assets/a%20b.js?v=1#x', false)).toEqual(inRoot('assets', 'a b.js'))
  })

  it('without a file is the application itself when a window opens it, and a missing file when a script asks', () => {
    expect(resolveContent(ROOT, 'app://office/clientes/123', true)).toEqual(inRoot('index.html'))
    expect(resolveContent(ROOT, 'app://office/clientes/123', false)).toEqual(inRoot('clientes', '123'))
  })

  it.each([
    ['app://office/..%2f..%2fetc/passwd', 403],
    ['app://office/%2e%2e%2f%2e%2e%2fetc/passwd', 403],
    ['app://office/assets/..%2f..%2f..%2fmain/index.js', 403],
    ['app://office/..%5c..%5csecret', 403],
    ['app://office/%00', 403],
    ['app://office/index.html%00.png', 403],
    ['app://office/C:%2fWindows%2fwin.ini', 403],
    ['app://office/index.html::$DATA', 403],
    ['app://office/%2e%2e%2frenderer-evil/x.js', 403],
    ['app://office/%', 400],
    ['app://office/%E0%A4%A', 400],
    ['not an address', 400],
    ['app://other/index.html', 404],
    ['paper://office/index.html', 404],
    ['file:///srv/renderer/index.html', 404],
  ])('%s is refused with %i', (address, status) => {
    expect(resolveContent(ROOT, address, false)).toEqual({ ok: false, status })
    expect(resolveContent(ROOT, address, true)).toEqual({ ok: false, status })
  })

  it('never leaves the root, however it is written', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '%2e%2e', '%2f', '/', '\\', '%5c', '.', '%00', '%252e', 'etc', ':', '~'),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, opensPage) => {
        const content = resolveContent(ROOT, `app://office/${pieces.join('')}`, opensPage)
        if (content.ok) expect(content.file.startsWith(ROOT + path.sep)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('of an unknown kind is bytes', () => {
    expect(contentType('x.js')).toContain('text/javascript')
    expect(contentType('x.exe')).toBe('application/octet-stream')
  })
})

describe("the policy of the office's pages", () => {
  const policy = directives(appPolicy('abc'))

  it('allows nothing that is not listed', () => {
    expect(policy.get('default-src')).toEqual(["'none'"])
    for (const closed of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy.get(closed)).toEqual(["'none'"])
  })

  it('runs our own files only: nothing inline, nothing evaluated, nothing from elsewhere', () => {
    expect(policy.get('script-src')).toEqual(["'self'"])
    expect(policy.get('connect-src')).toEqual(["'self'"])
    expect(policy.get('style-src')).toEqual(["'self'", "'nonce-abc'"])
    expect(appPolicy('abc')).not.toMatch(/unsafe|https?:|\*/)
  })

  it('frames documents only', () => {
    expect(policy.get('frame-src')).toEqual(['paper:'])
  })
})

describe('the policy of a document', () => {
  const policy = directives(paperPolicy(['app:']))

  it('runs no script and reaches nothing outside of itself', () => {
    expect(policy.get('default-src')).toEqual(["'none'"])
    expect(policy.has('script-src')).toBe(false)
    expect(policy.get('img-src')).toEqual(['data:'])
    expect(policy.get('font-src')).toEqual(['data:'])
    expect(policy.get('sandbox')).toEqual([])
    expect(policy.get('form-action')).toEqual(["'none'"])
  })

  it('is framed by the office only', () => {
    expect(policy.get('frame-ancestors')).toEqual(['app:'])
  })
})
