import { describe, expect, it } from 'vitest'
import {
  devServerUrl,
  isOfficePage,
  isPaperPage,
  isSafeExternal,
  isTrustedSender,
  type Origins,
} from '../../electron/main/trust.ts'

const PACKAGED: Origins = { devServer: null }
const DEVELOPMENT: Origins = { devServer: 'http://localhost:5173/' }
const page = (url: string, parent: unknown = null) => ({ url, parent })

describe('a sender', () => {
  it('is trusted as the top frame of our window on an office page', () => {
    expect(isTrustedSender(page('app://office/index.html'), true, PACKAGED)).toBe(true)
    expect(isTrustedSender(page('app://office/clientes?q=1#x'), true, PACKAGED)).toBe(true)
  })

  it('is refused from a frame inside the page, from another window and when its frame is gone', () => {
    expect(isTrustedSender(page('app://office/index.html', {}), true, PACKAGED)).toBe(false)
    expect(isTrustedSender(page('app://office/index.html'), false, PACKAGED)).toBe(false)
    expect(isTrustedSender(null, true, PACKAGED)).toBe(false)
  })

  it.each([
    'https://example.com/',
    'app://other/index.html',
    'app://office.example.com/',
    'app://office:8080/',
    'paper://doc/0123',
    'file:///index.html',
    'data:text/html,app://office/',
    'blob:app://office/123',
    'about:blank',
    '',
    'http://localhost:5173/',
  ])('is refused from %s', (url) => {
    expect(isTrustedSender(page(url), true, PACKAGED)).toBe(false)
  })

  it('may be the dev server in development, and no other server', () => {
    expect(isOfficePage('http://localhost:5173/clientes', DEVELOPMENT)).toBe(true)
    expect(isOfficePage('http://localhost:5174/', DEVELOPMENT)).toBe(false)
    expect(isOfficePage('http://localhost.example.com:5173/', DEVELOPMENT)).toBe(false)
  })
})

describe('a dev server', () => {
  it('is believed on this machine only, and never by a packaged office', () => {
    expect(devServerUrl('http://localhost:5173', false)).toBe('http://localhost:5173/')
    expect(devServerUrl('http://localhost:5173', true)).toBeNull()
    for (const other of ['http://example.com', 'https://localhost.example.com', 'file:///x', 'javascript:1', '']) {
      expect(devServerUrl(other, false)).toBeNull()
    }
    expect(devServerUrl(undefined, false)).toBeNull()
  })
})

describe('an external address', () => {
  it('is opened for https and mail only', () => {
    expect(isSafeExternal('https://example.com/ayuda')).toBe(true)
    expect(isSafeExternal('mailto:a@example.com')).toBe(true)
  })

  it.each([
    'http://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-settings:',
    'app://office/',
    'https://user:secret@example.com/',
    'C:\\Windows\\System32\\calc.exe',
    '/bin/sh',
    '',
  ])('is refused for %s', (address) => {
    expect(isSafeExternal(address)).toBe(false)
  })
})

describe('a frame', () => {
  it('may show kept documents and nothing else', () => {
    expect(isPaperPage('paper://doc/0123')).toBe(true)
    for (const other of [
      'paper://other/1',
      'app://office/',
      'https://example.com',
      'about:blank',
      'data:text/html,x',
    ]) {
      expect(isPaperPage(other)).toBe(false)
    }
  })
})
