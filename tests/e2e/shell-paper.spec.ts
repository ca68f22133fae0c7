import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Papel } from '../../contract/shell.ts'
import { expect } from './fixture.ts'
import { test } from './shell-page.ts'

const PT_PER_MM = 72 / 25.4

/** A document of so many lines, with a script and an image from elsewhere that must both stay without effect. */
const paper = (lines: number, css: string) => `<!doctype html><meta charset="utf-8"><style>${css}</style>
  <script>document.write('SCRIPT RAN')</script><img src="https://example.com/x.png" alt="">
  ${Array.from({ length: lines }, (_, n) => `<p>Renglón ${n + 1}</p>`).join('')}<p>FINAL</p>`

const ROLL_CSS = '@page{margin:0} body{margin:0;font:12px sans-serif} p{margin:0 4mm}'
const A4_CSS = '@page{size:A4;margin:15mm} body{margin:0;font:12px sans-serif} p{margin:0}'

/** Answers the next save dialogs with `file`, or cancels them; returns what they were asked with. */
async function answerSaveDialog(app: ElectronApplication, file: string | null) {
  await app.evaluate(({ dialog }, chosen) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showSaveDialog = async (...args: unknown[]) => {
      asked.push(args.at(-1))
      return { canceled: chosen === null, filePath: chosen ?? '' }
    }
  }, file)
  return () => app.evaluate(() => (globalThis as unknown as { asked: Electron.SaveDialogOptions[] }).asked)
}

const savePdf = (win: Page, papel: Papel, html: string, suggestedName = 'recibo') =>
  win.evaluate((job) => window.mostrador.savePdf(job), { papel, html, suggestedName })

function readPdf(file: string) {
  const run = (tool: string, args: string[]) => execFileSync(tool, args, { encoding: 'utf8' })
  const info = run('pdfinfo', [file])
  const [width, height] = [...(/Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [])].slice(1).map(Number)
  return {
    pages: Number(/Pages:\s+(\d+)/.exec(info)?.[1]),
    widthMm: (width ?? 0) / PT_PER_MM,
    heightMm: (height ?? 0) / PT_PER_MM,
    text: run('pdftotext', ['-layout', file, '-']),
  }
}

test.describe('a PDF', () => {
  for (const [papel, width] of [
    ['80mm', 80],
    ['58mm', 58],
  ] as const) {
    test(`for a ${papel} roll is one page as long as its content`, async ({ shell: { app, win }, dataDir }) => {
      const lengths: number[] = []
      for (const lines of [3, 60, 600]) {
        const file = path.join(dataDir, `${lines}.pdf`)
        await answerSaveDialog(app, file)
        expect(await savePdf(win, papel, paper(lines, ROLL_CSS))).toEqual({ ok: true, file })
        const pdf = readPdf(file)
        expect(pdf.pages).toBe(1)
        expect(Math.abs(pdf.widthMm - width)).toBeLessThan(0.3)
        expect(pdf.text).toContain('Renglón 1\n')
        expect(pdf.text).toContain('FINAL')
        lengths.push(pdf.heightMm)
      }
      const [short = 0, long = 0, longest = 0] = lengths
      expect((longest - long) / 540).toBeCloseTo((long - short) / 57, 0)
      expect(short).toBeLessThan(40)
    })
  }

  test('of a sheet is A4 with the margins of the document, on as many pages as it takes', async ({
    shell: { app, win },
    dataDir,
  }) => {
    const file = path.join(dataDir, 'factura.pdf')
    await answerSaveDialog(app, file)
    expect(await savePdf(win, 'A4', paper(100, A4_CSS))).toEqual({ ok: true, file })
    const pdf = readPdf(file)
    expect(pdf.pages).toBe(2)
    expect(Math.abs(pdf.widthMm - 210)).toBeLessThan(0.3)
    expect(Math.abs(pdf.heightMm - 297)).toBeLessThan(0.3)
    expect(pdf.text).toContain('FINAL')
  })

  test('runs nothing of what the document carries', async ({ shell: { app, win }, dataDir }) => {
    const file = path.join(dataDir, 'x.pdf')
    await answerSaveDialog(app, file)
    await savePdf(win, 'A4', paper(1, A4_CSS))
    expect(readPdf(file).text).not.toContain('SCRIPT RAN')
  })

  test('is asked for under a name that every system takes, and not written when cancelled', async ({
    shell: { app, win },
    dataDir,
  }) => {
    const asked = await answerSaveDialog(app, null)
    const result = await savePdf(win, 'A4', paper(1, A4_CSS), '../Recibo: 0001/42')
    expect(result).toEqual({ ok: false, reason: 'cancelled', detail: '' })
    const [options] = await asked()
    expect(path.basename(options?.defaultPath ?? '')).toBe('Recibo 0001 42.pdf')
    expect(options?.filters?.[0]).toEqual({ name: 'PDF', extensions: ['pdf'] })
    expect(fs.readdirSync(dataDir).filter((name) => name.endsWith('.pdf'))).toEqual([])
  })

  test('leaves no window and no log of its content behind', async ({ shell: { app, win }, dataDir }) => {
    await answerSaveDialog(app, path.join(dataDir, 'Pérez.pdf'))
    await savePdf(win, '80mm', paper(1, ROLL_CSS), 'Pérez')
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    const log = fs.readFileSync(path.join(dataDir, 'logs/main.log'), 'utf8')
    expect(log).toContain('file saved')
    expect(log).not.toMatch(/Pérez|Renglón/)
  })
})

test.describe('a saved file', () => {
  test('is whole, text as UTF-8 and bytes as they are', async ({ shell: { app, win }, dataDir }) => {
    const file = path.join(dataDir, 'clientes.csv')
    await answerSaveDialog(app, file)
    await win.evaluate(() => window.mostrador.saveFile({ suggestedName: 'clientes.csv', data: 'ñandú;1' }))
    expect(fs.readFileSync(file, 'utf8')).toBe('ñandú;1')
    await win.evaluate(() => window.mostrador.saveFile({ suggestedName: 'x', data: new Uint8Array([0, 255, 10]) }))
    expect([...fs.readFileSync(file)]).toEqual([0, 255, 10])
  })

  test('that cannot be written is a result, not an exception', async ({ shell: { app, win }, dataDir }) => {
    await answerSaveDialog(app, path.join(dataDir, 'missing/folder/x.csv'))
    const save = () => window.mostrador.saveFile({ suggestedName: 'x.csv', data: 'x' })
    expect(await win.evaluate(save)).toMatchObject({ ok: false, reason: 'failed' })
  })

  test('is shown in its folder only when this session saved it', async ({ shell: { app, win }, dataDir }) => {
    await app.evaluate(({ shell }) => {
      shell.showItemInFolder = (file) => Object.assign(globalThis, { shown: file })
    })
    const file = path.join(dataDir, 'x.csv')
    await answerSaveDialog(app, file)
    await win.evaluate(() => window.mostrador.saveFile({ suggestedName: 'x.csv', data: 'x' }))
    const show = (name: string) =>
      win.evaluate(
        (asked) =>
          window.mostrador
            .showFile(asked)
            .then(() => 'shown')
            .catch(() => 'refused'),
        name,
      )
    expect(await show('/etc/passwd')).toBe('refused')
    expect(await show(file)).toBe('shown')
    expect(await app.evaluate(() => (globalThis as unknown as { shown: string }).shown)).toBe(file)
  })
})

test.describe('printing', () => {
  test('to a printer that is not there says so', async ({ shell: { win } }) => {
    const result = await win.evaluate(
      (html) => window.mostrador.print({ html, papel: '80mm', printer: 'no such' }),
      paper(1, ROLL_CSS),
    )
    expect(result).toMatchObject({ ok: false, reason: 'no_printer' })
  })

  test('lists printers without failing where there are none', async ({ shell: { win } }) => {
    expect(Array.isArray(await win.evaluate(() => window.mostrador.printers()))).toBe(true)
  })

  test('refuses what is no document', async ({ shell: { win } }) => {
    const job = { html: '<p>', papel: 'A3' } as unknown as { html: string; papel: Papel }
    const asked = win.evaluate((wrong) => window.mostrador.previewPaper(wrong), job)
    await expect(asked).rejects.toThrow('unknown paper')
  })
})

test.describe('a preview', () => {
  const preview = async (win: Page, html: string) => {
    const url = await win.evaluate((text) => window.mostrador.previewPaper({ html: text, papel: '80mm' }), html)
    await win.evaluate((src) => {
      const frame = document.createElement('iframe')
      frame.src = src
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
      document.body.append(frame)
      return loaded
    }, url)
    const frame = win.frames().find((one) => one.url() === url)
    if (frame === undefined) throw new Error('the preview has no frame')
    return frame
  }

  test('shows the document in a frame without scripts, shell or network', async ({ shell: { win } }) => {
    const frame = await preview(win, `${paper(2, ROLL_CSS)}<a href="https://example.com/">out</a>`)
    expect(frame.url()).toMatch(/^paper:\/\/doc\/[0-9a-f]{32}$/)
    await expect(frame.getByText('FINAL')).toBeVisible()
    expect(await frame.locator('body').textContent()).not.toContain('SCRIPT RAN')
    expect(await frame.evaluate(() => ['mostrador' in window, window.origin])).toEqual([false, 'null'])
    expect(await frame.evaluate(() => document.querySelector('img')?.naturalWidth)).toBe(0)
  })

  for (const target of ['https://example.com/', 'app://office/index.html']) {
    test(`cannot go to ${target} nor take the page there`, async ({ shell: { win } }) => {
      const frame = await preview(win, `<a href="${target}">frame</a><a target="_top" href="${target}">page</a>`)
      const page = win.url()
      await frame.evaluate(() => globalThis.document.links[1]?.click())
      await frame.evaluate(() => globalThis.document.links[0]?.click())
      // The page's own refused inline script is reported too when its listener was there first: another directive.
      const refusedFrames = () =>
        win.evaluate(() => window.shellPage.violations.filter((directive) => directive === 'frame-src'))
      await expect.poll(refusedFrames).toEqual(['frame-src'])
      const shown = () => win.mainFrame().childFrames()
      await expect.poll(() => shown().map((one) => one.url())).toEqual(['chrome-error://chromewebdata/'])
      expect(win.url()).toBe(page)
    })
  }
})
