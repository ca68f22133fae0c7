import fc from 'fast-check'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { ANCHOS_TICKET, type ImpresoraConfig, PAGINAS_CODIGOS } from '../../contract/index.ts'
import { paperContext } from '../../office/documents/context.ts'
import { NO_PRINTER } from '../../office/kernel/tenancy.ts'
import { foldTo } from '../../office/printing/chars.ts'
import { type Block, code128, encodeKick, encodeTicket } from '../../office/printing/layout.ts'
import { logoDots } from '../../office/printing/logo.ts'
import { reporteTicket } from '../../office/printing/ticket-caja.ts'
import { reciboTicket } from '../../office/printing/ticket-recibo.ts'
import { EscPos } from '../simulators/printer/escpos.ts'
import { drawTicket, type PrintedTicket, textOf } from '../simulators/printer/index.ts'
import { pago, puesto, recibo, tenant } from './paper-samples.ts'
import { cierreZ } from './ticket-samples.ts'

const context = paperContext(tenant, 'es')

interface Out {
  text: string
  printed: PrintedTicket['printed']
  kicks: number[]
  cuts: string[]
  beeps: number
}

/** What a printer makes of the bytes. */
function print(bytes: Uint8Array): Out {
  const out: Out = { text: '', printed: [], kicks: [], cuts: [], beeps: 0 }
  const reader = new EscPos({
    print: (each) => out.printed.push(each),
    cut: (kind) => out.cuts.push(kind),
    kick: (pin) => out.kicks.push(pin),
    beep: () => {
      out.beeps += 1
    },
    done: () => {},
  })
  for (const byte of bytes) reader.feed(byte)
  return { ...out, text: textOf(out) }
}

const ticket = (config: Partial<ImpresoraConfig>, blocks: Block[], kick = false): Out =>
  print(encodeTicket({ ...NO_PRINTER, ...config }, { blocks, logoUrl: null }, kick))

const columnsOf = { 80: 48, 58: 32 } as const
/** Characters across of each printed line, as wide as they are. */
const widths = ({ printed }: Out): number[] =>
  printed.map((each) => (each.kind === 'line' ? each.cells.reduce((sum, { wide }) => sum + wide, 0) : 0))

const LONG = 'Cooperativa de Servicios Públicos y Sociales «Ñandubay» de Güemes y Peñaflor – Sección Áéíóú Ltda.'

describe.each(ANCHOS_TICKET)('a receipt on %i mm', (ancho) => {
  describe.each(PAGINAS_CODIGOS)('in %s', (codigos) => {
    const out = ticket(
      { ancho, codigos },
      reciboTicket(
        context,
        {
          puesto,
          anulado: false,
          recibo: recibo({
            clienteNombre: LONG,
            montoTotal: 999_999_999_999_99,
            pagos: [pago(7, 999_999_999_999_99, 1_00)],
            efectivoRecibido: 999_999_999_999_99,
            vuelto: 0,
          }),
        },
        true,
      ),
    )
    it('is as wide as its paper and not wider', () => {
      expect(Math.max(...widths(out))).toBe(columnsOf[ancho])
    })
    it('says its whole name and amount, and no character that stands for nothing', () => {
      const said = out.text.replace(/\s+/g, ' ')
      expect(said).toContain(foldTo(LONG, codigos))
      expect(said).toContain('999.999.999.999,99')
      expect(out.text).not.toMatch(/[?□]/)
      expect(said).toContain('COPIA')
    })
    it('carries its number in bars and its proof in a QR that reads', () => {
      expect(out.text).toContain('[BARS P1-R-00000012]')
      const qr = out.printed.find(({ kind }) => kind === 'qr')
      expect(qr).toBeDefined()
      const png: PNG = drawTicket({ printed: qr ? [qr] : [] }, ancho === 80 ? 576 : 384)
      const read = jsQR(new Uint8ClampedArray(png.data), png.width, png.height)
      expect(read?.data).toBe('Fibra del Valle\nRecibo P1-R-00000012\n2026-11-22\nARS 999999999999.99')
    })
  })
})

it('a receipt says under each invoice which service it is of, where there are several', () => {
  const gemelo = { ref: 'ana-casa', desde: '2025-03-12' }
  const concepto = { texto: 'Hogar 100', descripcion: 'Hogar 100 (noviembre de 2026)' }
  const conceptos = new Map([
    ['factura-7', [{ ...concepto, gemelo }]],
    ['factura-8', [{ texto: 'Empresa', descripcion: 'Empresa (noviembre de 2026)', gemelo: null }]],
  ])
  const given = { puesto, anulado: false, recibo: recibo({ pagos: [pago(7, 1_00), pago(8, 1_00)] }), conceptos }
  const said = ticket({ ancho: 58 }, reciboTicket(context, given, false)).text.replace(/\s+/g, ' ')
  expect(said).toContain('Factura P1-F-00000007 Hogar 100 (noviembre de 2026), servicio desde el 12/03/2025')
  expect(said).toContain('Factura P1-F-00000008 Empresa (noviembre de 2026)')
})

describe('accents', () => {
  it.each(['cp858', 'cp850', 'windows1252'] as const)('all pass in %s', (page) => {
    expect(ticket({ codigos: page }, [{ is: 'line', text: 'áéíóúüñç ÁÉÍÓÚÜÑÇ ¿¡ ãõ ÃÕ' }]).text).toContain(
      'áéíóúüñç ÁÉÍÓÚÜÑÇ ¿¡ ãõ ÃÕ',
    )
  })
  it.each([
    ['cp437', 'Ángel Ñuñoa ÍÓÚ ã €', 'Angel Ñuñoa IOU a EUR'],
    ['cp860', 'Ação Íñigo Ü €', 'Ação Íñigo Ü EUR'],
    ['cp850', '“Hola” — 5 € … ₲ 10 Владимир 🙂', '"Hola" - 5 EUR ... Gs. 10'],
    ['cp858', '5 €\u00a0a\u202fb', '5 € a b'],
  ] as const)('that %s lacks become their letters', (page, text, plain) => {
    expect(foldTo(text, page)).toBe(plain)
  })
  it('never let a command through, whatever somebody is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...PAGINAS_CODIGOS), (text, page) => {
        const out = ticket({ codigos: page }, [
          { is: 'line', text: `a${text}` },
          { is: 'pair', left: text, right: '$ 1' },
        ])
        expect(out.kicks).toEqual([])
        expect(out.text).not.toContain('□')
      }),
      { numRuns: 150 },
    )
  })
})

describe('what is no text', () => {
  it('the drawer opens through its pin, first, and a kick alone moves no paper', () => {
    expect(ticket({ cajon: 'pin5' }, [{ is: 'line', text: 'a' }], true).kicks).toEqual([5])
    expect(ticket({ cajon: 'pin2' }, [{ is: 'line', text: 'a' }], false).kicks).toEqual([])
    const alone = print(encodeKick({ ...NO_PRINTER, cajon: 'pin2' }))
    expect([alone.kicks, alone.printed]).toEqual([[2], []])
  })
  it('the knife comes down last, as the seat wants it', () => {
    expect(ticket({ corte: 'total' }, []).cuts).toEqual(['full'])
    expect(ticket({ corte: 'parcial', pitido: true }, [])).toMatchObject({ cuts: ['partial'], beeps: 1 })
    expect(ticket({ corte: 'no' }, []).cuts).toEqual([])
  })
  it('a logo is dithered to whole bytes of dots, and its dots are never a command', () => {
    // Grey of every shade, so that every pattern of dots comes up.
    const png = new PNG({ width: 640, height: 160 })
    for (let at = 0; at < png.data.length; at += 4) {
      png.data.fill(((at / 4) * 7919) % 256, at, at + 3)
      png.data[at + 3] = 255
    }
    const url = `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`
    for (const dots of [576, 384]) {
      const bytes = logoDots(url, dots)
      if (bytes === null) throw new Error('no logo')
      const [, , , , across = 0] = bytes
      expect(across * 8).toBeLessThanOrEqual(dots)
      const commands = bytes.filter((byte, i) => i > 7 && byte === 0x10 && [4, 5, 0x14].includes(bytes[i + 1] ?? 0))
      expect([...commands]).toEqual([])
    }
  })
  it('a logo that is damaged, huge or of another kind is left out, and the ticket comes out', () => {
    const huge = Buffer.alloc(33)
    huge.writeUInt32BE(60_000, 16)
    huge.writeUInt32BE(60_000, 20)
    for (const url of [
      null,
      'data:image/png;base64,AAAA',
      `data:image/png;base64,${huge.toString('base64')}`,
      'data:image/webp;base64,AAAA',
    ])
      expect(logoDots(url, 576)).toBeNull()
  })
  it('bars of long numbers are left out where they would not fit', () => {
    const wide = 'ABCD-RC-LONGER-NUMBER-00000001'
    expect(ticket({ ancho: 58 }, [{ is: 'bars', text: wide }]).text).not.toContain('[BARS')
    expect(code128('P1-R-00000012').modules).toBe((5 + 1 + 4) * 11 + 35)
  })
})

it('a Z says its equation, what was counted, and room to sign', () => {
  const lines = ticket({ ancho: 58 }, reporteTicket(context, cierreZ, false)).text.split('\n')
  const row = (label: string) => lines.find((line) => line.startsWith(label))?.replace(/\s+/g, ' ')
  expect(row('Esperado')).toBe('Esperado $ 38.500,00')
  expect(row('Retiros')).toBe('Retiros -$ 20.000,00')
  expect(row('Diferencia')).toBe('Diferencia -$ 500,00')
  expect(row('8 x')).toBe('8 x $ 1.000,00 $ 8.000,00')
  expect(row('Aprobó')).toBe('Aprobó Sofía Ramos')
  expect(row('Entradas')).toBeUndefined()
  expect(lines).toContain('[BARS P1-Z-00000003]')
  expect(lines).toContain('Firma y aclaración')
})
