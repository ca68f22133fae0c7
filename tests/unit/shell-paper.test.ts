import { describe, expect, it } from 'vitest'
import { countPdfPages, layoutWidth, pageInches, pageMicrons, printResult } from '../../electron/main/paper-format.ts'
import { PaperStore } from '../../electron/main/paper-store.ts'

describe('kept documents', () => {
  it('are found under an address that cannot be guessed', () => {
    const store = new PaperStore()
    const [one, two] = [store.keep('<p>1'), store.keep('<p>1')]
    expect(one).toMatch(/^paper:\/\/doc\/[0-9a-f]{32}$/)
    expect(one).not.toBe(two)
    expect(store.find(one)).toBe('<p>1')
  })

  it('are only the latest few', () => {
    const store = new PaperStore(2)
    const addresses = ['a', 'b', 'c'].map((html) => store.keep(html))
    expect(addresses.map((address) => store.find(address))).toEqual([null, 'b', 'c'])
  })

  it('are gone when forgotten, and unknown under any other address', () => {
    const store = new PaperStore()
    const address = store.keep('<p>')
    const token = address.slice(address.lastIndexOf('/') + 1)
    for (const other of [
      `app://office/${token}`,
      `paper://else/${token}`,
      `paper://doc/x/${token}`,
      'paper://doc/',
      '',
    ]) {
      expect(store.find(other)).toBeNull()
    }
    store.forget(address)
    expect(store.find(address)).toBeNull()
  })
})

describe('page sizes', () => {
  it('of a sheet are those of A4, whatever is on it', () => {
    expect(pageMicrons('A4', 5000)).toEqual({ width: 210_000, height: 297_000 })
  })

  it('of a roll are its width and just more than the length of its content', () => {
    expect(pageMicrons('80mm', 960).width).toBe(80_000)
    expect(pageMicrons('58mm', 960).width).toBe(58_000)
    const { height } = pageInches('80mm', 960)
    expect(height).toBeGreaterThan(10)
    expect(height).toBeLessThan(10.1)
  })

  it('of an empty roll still make a page', () => {
    expect(pageInches('58mm', 0).height).toBeGreaterThanOrEqual(1)
  })

  it('lay a document out to whole CSS pixels of the paper', () => {
    expect([layoutWidth('80mm'), layoutWidth('58mm'), layoutWidth('A4')]).toEqual([302, 219, 793])
  })
})

describe('pages of a PDF', () => {
  it('are counted without the tree that holds them', () => {
    const pdf = Buffer.from('<</Type /Pages /Count 2>> <</Type /Page\n>> <</Type/Page/Parent 1 0 R>>', 'latin1')
    expect(countPdfPages(pdf)).toBe(2)
  })
})

describe('the outcome of printing', () => {
  it('is in the words of the contract', () => {
    expect(printResult(true, '')).toEqual({ ok: true })
    expect(printResult(false, 'Print job canceled')).toMatchObject({ reason: 'cancelled' })
    expect(printResult(false, 'Invalid deviceName provided')).toMatchObject({ reason: 'no_printer' })
    expect(printResult(false, 'Failed to enumerate printers')).toMatchObject({ reason: 'no_printer' })
    expect(printResult(false, 'Print job failed')).toEqual({ ok: false, reason: 'failed', detail: 'Print job failed' })
  })
})
