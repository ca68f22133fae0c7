import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { PdfJoin } from '../../electron/main/pdf-join.ts'
import { LOGO } from './paper-samples.ts'

/** A PDF whose pages have these widths; each shows the same image. */
async function pdf(widths: readonly number[]): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const image = await document.embedPng(LOGO)
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const width of widths) {
    const page = document.addPage([width, 100])
    page.drawText(`page ${width}`, { x: 5, y: 5, size: 10, font })
    page.drawImage(image, { x: 0, y: 50, width: 10, height: 10 })
  }
  return document.save({ useObjectStreams: false })
}

async function join(parts: readonly Uint8Array[]) {
  const written: Buffer[] = []
  const joined = new PdfJoin(async (bytes) => {
    written.push(Buffer.from(bytes))
  })
  for (const part of parts) await joined.add(part)
  await joined.finish()
  return { bytes: Buffer.concat(written), pages: joined.pages }
}

const widthsOf = async (bytes: Uint8Array) => (await PDFDocument.load(bytes)).getPages().map((page) => page.getWidth())

describe('PDFs put together', () => {
  test('are one, with every page in order', async () => {
    const { bytes, pages } = await join([await pdf([100, 101]), await pdf([102]), await pdf([103, 104, 105])])
    expect(pages).toBe(6)
    expect(await widthsOf(bytes)).toEqual([100, 101, 102, 103, 104, 105])
  })

  test('hold every object where the table says it is', async () => {
    const { bytes } = await join([await pdf([100]), await pdf([101])])
    const text = bytes.toString('latin1')
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1])
    const rows = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place))
    expect(rows.length).toBeGreaterThan(8)
    for (const place of rows) expect(text.slice(place, place + 12)).toMatch(/^\d+ 0 obj/)
  })

  test('have an image that they share once', async () => {
    const one = await join([await pdf([100])])
    const many = await join(await Promise.all([100, 101, 102, 103].map((width) => pdf([width]))))
    const images = (bytes: Buffer) => bytes.toString('latin1').match(/\/Subtype \/Image/g)?.length
    expect(images(many.bytes)).toBe(images(one.bytes))
    expect(await widthsOf(many.bytes)).toEqual([100, 101, 102, 103])
  })

  test('of which one is none are refused', async () => {
    await expect(join([Buffer.from('no PDF at all')])).rejects.toThrow()
  })
})
