import type { Hoja } from '../../contract/shell.ts'
import type { BrandColors } from './color.ts'
import { FONT, onDesk, RESET } from './paper.css.ts'

/** A sheet's own measures: half a letter is a page of its own, not a smaller A4. Lengths in mm, type in pt. */
interface SheetMeasures {
  /** CSS page size. */
  size: string
  width: number
  height: number
  /** Top, sides, bottom. */
  margin: readonly [number, number, number]
  text: number
  small: number
  strong: number
  number: number
  due: number
  /** Largest logo. */
  logo: readonly [number, number]
  /** Between the blocks of the page. */
  gap: number
}

export const SHEETS: Readonly<Record<Hoja, SheetMeasures>> = {
  A4: {
    size: 'A4',
    width: 210,
    height: 297,
    margin: [14, 16, 16],
    text: 9,
    small: 8,
    strong: 12,
    number: 20,
    due: 15,
    logo: [56, 20],
    gap: 6,
  },
  media_carta: {
    size: '139.7mm 215.9mm',
    width: 139.7,
    height: 215.9,
    margin: [9, 10, 10],
    text: 8.5,
    small: 7.5,
    strong: 10.5,
    number: 14,
    due: 13,
    logo: [36, 13],
    gap: 4,
  },
}

export interface SheetWords {
  /** Running head of the pages after the first, and the foot of each: CSS `content` values. */
  runningHead: string
  pageFoot: string
}

/**
 * Page numbers and the running head are margin boxes: Chromium has them from 131 on; older engines leave them out, which
 * is why the table head repeats by itself. They count the pages of a print job, so that many documents in one go have none.
 */
const marginBoxes = (words: SheetWords, small: number): string => `
@bottom-right{content:${words.pageFoot};font:${small}pt ${FONT};color:#59616b}
@top-right{content:${words.runningHead};font:${small}pt ${FONT};color:#59616b}`

/** A sheet in the tenant's colours. `logo`: a data URL that every document of the page shares, else each brings its own. */
export function sheetCss(hoja: Hoja, brand: BrandColors, words: SheetWords | null, logo: string | null = null): string {
  const m = SHEETS[hoja]
  const [top, side, bottom] = m.margin
  return `${RESET}
@page{size:${m.size};margin:${top}mm ${side}mm ${bottom}mm;${words ? marginBoxes(words, m.small) : ''}}
${words ? '@page:first{@top-right{content:""}}' : ''}
${onDesk(m.width)}
@media screen{body{min-height:${m.height}mm;padding:${top}mm ${side}mm ${bottom}mm}}
.doc+.doc{break-before:page}
${common(m, brand)}${logo ? `.logo{content:url("${logo}")}` : ''}${hoja === 'A4' ? A4 : HALF}`
}

const common = (m: SheetMeasures, brand: BrandColors): string => `
body{font-size:${m.text}pt;line-height:1.4;color:#1b1f24}
.small{font-size:${m.small}pt;line-height:1.4}
.muted{color:#59616b}
.label{font-size:${m.small}pt;color:#59616b}
.strong{font-size:${m.strong}pt;font-weight:650;line-height:1.25}
.letterhead{display:flex;justify-content:space-between;align-items:flex-start}
.issuer{flex:1;min-width:0}
.logo{display:block;max-width:${m.logo[0]}mm;max-height:${m.logo[1]}mm;margin-bottom:${m.gap / 2}mm}
.issuer .small{margin-top:1mm}
.document{flex:none;text-align:right}
.document h1{font-size:${m.strong}pt;font-weight:650;color:${brand.ink};line-height:1.2}
.document .number{font-size:${m.number}pt;font-weight:700;line-height:1.15;letter-spacing:-.01em;white-space:nowrap}
.document .number.long{font-size:${m.strong}pt;letter-spacing:0}
.stamps{display:flex;align-items:center;justify-content:flex-end;gap:3mm;margin-top:${m.gap / 2}mm}
.stamp{border:.7mm solid currentColor;border-radius:1.5mm;padding:.8mm 3mm;font-size:${m.strong}pt;font-weight:700;letter-spacing:.14em;text-indent:.14em;line-height:1.3}
.stamp.pagada{color:#17693a}.stamp.vencida,.stamp.anulada{color:#b42318}.stamp.copia{color:#1b1f24}
.client .label{margin-bottom:.5mm}
.client .small{margin-top:1mm}
.key{border:.2mm solid #d5d9de;border-radius:2mm;overflow:hidden;break-inside:avoid}
.key>div{background:${brand.tint};display:flex;flex-direction:column;justify-content:center}
.key dd{font-weight:650;white-space:nowrap}
.key .due{background:${brand.fill};color:${brand.onFill};text-align:right}
.key .due dt{color:inherit;font-weight:600}
.key .due dd{font-size:${m.due}pt;font-weight:700;line-height:1.15}
table.lines{width:100%;margin-top:${m.gap}mm}
.lines th{font-size:${m.small}pt;color:${brand.ink};font-weight:650;border-bottom:.4mm solid ${brand.ink};vertical-align:bottom}
.lines td{border-bottom:.2mm solid #d5d9de;vertical-align:top}
.lines th:first-child,.lines td:first-child{padding-left:0}
.lines tr{break-inside:avoid}
.lines thead{display:table-header-group}
.lines .n.strongest{font-weight:650}
.lines .carried td{font-weight:650}
.lines .why{margin-top:.3mm}
.sums td{padding:.9mm 0;vertical-align:baseline}
.sums .n{padding-left:8mm}
.sums .grand td{border-top:.4mm solid ${brand.ink};padding-top:2mm;font-size:${m.strong}pt;font-weight:700}
.sums .first-after td{padding-top:2.5mm}
.sums .balance td{border-top:.2mm solid #d5d9de;padding-top:1.5mm;font-weight:650}
h2{font-size:${m.text}pt;font-weight:650;color:${brand.ink};margin-bottom:1mm}
.block+.block{margin-top:${m.gap * 0.7}mm}
.block{break-inside:avoid}
.pre{white-space:pre-line}
.pay{border-left:.8mm solid ${brand.fill};padding-left:3.5mm}
.applied-block{break-inside:avoid-page}
table.applied{width:100%}
.applied td,.applied th{padding:.8mm 0 .8mm 4mm;vertical-align:baseline}
.applied td:first-child,.applied th:first-child{padding-left:0}
.applied th{font-size:${m.small}pt;color:#59616b}
.signature{break-inside:avoid;margin-top:22mm;width:70mm;border-top:.3mm solid #1b1f24;padding-top:1mm;text-align:center}
.boxes .box{border:.3mm solid #1b1f24;min-width:32mm;text-align:right;font-weight:650}
.boxes td{vertical-align:middle}.boxes .strongest{padding-right:4mm}
.foot{display:flex;align-items:center;justify-content:space-between;border-top:.2mm solid #d5d9de;break-inside:avoid}
.foot .qr{flex:none;margin:-1mm 0 -1mm calc(-1*var(--quiet))}
.foot .by{flex:1;min-width:0}
.foot .bars{flex:none;display:flex;flex-direction:column;align-items:center}
.foot .barcode{margin:0 calc(-1*var(--quiet))}
.foot .bars p{margin-top:.75mm;letter-spacing:.08em}
`

const A4 = `
.letterhead{gap:10mm}
.issuer .small{max-width:90mm}
.document{max-width:86mm}
.stamp.copia{font-size:15pt}
.client{margin-top:8mm}
.key{display:flex;margin-top:5mm}
.key>div{padding:2.5mm 5mm;flex:1 0 auto}
.key .due{flex:0 0 auto}
.lines th{padding:0 0 1.5mm 5mm}
.lines td{padding:1.7mm 0 1.7mm 5mm}
.closing{display:flex;gap:12mm;justify-content:space-between;align-items:flex-start;margin-top:5mm;break-inside:avoid}
.closing .beside{flex:1;min-width:0;max-width:88mm}
.sums{flex:none;min-width:76mm}
.applied-block{margin-top:7mm}
.foot{gap:8mm;margin-top:9mm;padding-top:4mm}
`

/** Narrow and short: the facts in two rows, fewer columns, everything closer. */
const HALF = `
.letterhead{gap:6mm}
.document{max-width:62mm}
.stamp{border-width:.5mm;padding:.5mm 2mm}
.client{margin-top:3mm}
.key{display:grid;grid-template-columns:1fr 1fr;margin-top:3mm;gap:.2mm;background:#d5d9de}
.key>div{padding:1.4mm 3mm}
.key>div:last-child:nth-child(odd){grid-column:1/-1}
.lines th{padding:0 0 1mm 3mm}
.lines td{padding:1.1mm 0 1.1mm 3mm}
.closing{display:flex;gap:6mm;justify-content:space-between;align-items:flex-start;margin-top:2.5mm;break-inside:avoid}
.closing .beside{flex:1;min-width:0}
.sums{flex:none;min-width:58mm}
.sums td{padding:.4mm 0}
.sums .n{padding-left:4mm}
.pay{padding-left:2.5mm}
.applied-block{margin-top:4mm}
.applied td,.applied th{padding:.5mm 0 .5mm 3mm}
.signature{margin-top:14mm}
.foot{gap:4mm;margin-top:4mm;padding-top:2.5mm}
`
