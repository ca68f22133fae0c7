import type { BrandColors } from './color.ts'

/**
 * One type scale and one set of measures for everything that is printed. Lengths are in mm and pt: paper has no
 * pixels. Nothing is loaded from anywhere, so the fonts are those that a machine has; Inter where it is installed.
 */
const FONT = `Inter, 'Segoe UI', 'Helvetica Neue', 'Liberation Sans', Arial, 'DejaVu Sans Condensed', 'DejaVu Sans', sans-serif`

/** Widths in mm. The strip's printable part is centred; what is outside is the printer's. */
export const STRIPS = {
  '80mm': { paper: 80, printable: 72, display: 24 },
  '58mm': { paper: 58, printable: 48, display: 20 },
} as const
export type Strip = keyof typeof STRIPS

/** A4: 210 mm less the side margins. */
export const A4_CONTENT_MM = 178

const RESET = `
*,*::before,*::after{box-sizing:border-box}
html{color-scheme:only light;background:#fff;-webkit-text-size-adjust:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body,h1,h2,p,dl,dd,dt,figure{margin:0;padding:0;font-size:inherit;font-weight:inherit}
body{background:#fff;color:#000;font-family:${FONT};font-variant-numeric:tabular-nums lining-nums;overflow-wrap:anywhere;hyphens:none}
table{border-collapse:collapse;border-spacing:0}
th{font-weight:inherit;text-align:inherit}
svg,img{display:block}
.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
.label::first-letter{text-transform:uppercase}
.period::first-letter{text-transform:uppercase}
`

/** On a screen the paper lies on a desk, at its real width; a shell that measures asks for print. */
const onDesk = (widthMm: number) => `@media screen{html{width:auto;max-width:none;min-height:100%;background:#d7dbe0}
body{width:${widthMm}mm;max-width:none;margin:5mm auto;box-shadow:0 .3mm 1.2mm rgb(0 0 0/.3)}}`

/** Black on white only: a thermal head has no greys, it dithers them into dust. Lines are whole dots (0.125 mm). */
export const stripCss = (strip: Strip): string => {
  const { paper, printable } = STRIPS[strip]
  return `${RESET}
@page{margin:0}
html,body{width:100%;max-width:${paper}mm}
${onDesk(paper)}
body{font-size:9pt;line-height:1.3}
main{width:${printable}mm;margin:0 auto;padding:3mm 0 5mm}
.small{font-size:8pt}
.strong{font-size:${strip === '80mm' ? 11 : 10}pt;font-weight:700;line-height:1.2}
.logo{max-width:${strip === '80mm' ? 46 : 36}mm;max-height:18mm;margin:0 auto 2mm;filter:grayscale(1) contrast(1.3)}
.head{text-align:center}
.head p{margin-top:.6mm}
section{border-top:.25mm solid #000;padding:2mm 0;margin-top:2mm;break-inside:avoid}
section.rows{break-inside:auto;padding-bottom:0}
section.flush{margin-top:0}
.row{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;column-gap:3mm;break-inside:avoid}
.row>.n{margin-left:auto}
:is(.row,.stack)+:is(.row,.stack){margin-top:.6mm}
.note{font-weight:700;margin-top:1.2mm}
.item+.item{margin-top:1.6mm}
.item{break-inside:avoid}
.copia{border:.75mm solid #000;padding:1mm 0;margin-top:2mm;text-align:center;font-size:15pt;font-weight:700;line-height:1.1;letter-spacing:.35em;text-indent:.35em}
.title{font-size:${strip === '80mm' ? 11 : 10}pt;font-weight:700;line-height:1.2}
.title>:first-child,p.title{text-transform:uppercase;letter-spacing:.04em}
.total{border-top:.75mm solid #000;border-bottom:.75mm solid #000;padding:1.5mm 0 1.25mm}
.total .amount{text-align:right;white-space:nowrap;font-weight:700;line-height:1.15}
.total+section{border-top:0;margin-top:0}
.codes{display:flex;align-items:center;column-gap:2mm}
.codes .qr{flex:none;margin:-1mm 0 -1mm calc(-1*var(--quiet))}
.codes .by{min-width:0}
.codes .by p+p{margin-top:1mm}
.bars{margin:2mm -5mm 0;display:flex;flex-direction:column;align-items:center}
.bars p{margin-top:.75mm;letter-spacing:.08em}
`
}

export interface A4Words {
  /** Running head of the pages after the first, and the foot of each: CSS `content` values. */
  runningHead: string
  pageFoot: string
}

/**
 * A4 in the tenant's colours. Page numbers and the running head are margin boxes: Chromium has them from 131 on; older
 * engines leave them out, which is why the table head repeats by itself.
 */
export const a4Css = (brand: BrandColors, words: A4Words): string => `${RESET}
@page{size:A4;margin:14mm 16mm 16mm;
@bottom-right{content:${words.pageFoot};font:8pt ${FONT};color:#59616b}
@top-right{content:${words.runningHead};font:8pt ${FONT};color:#59616b}}
@page:first{@top-right{content:""}}
${onDesk(210)}
@media screen{body{min-height:297mm;padding:14mm 16mm 16mm}}
body{font-size:9pt;line-height:1.4;color:#1b1f24}
.small{font-size:8pt;line-height:1.4}
.muted{color:#59616b}
.label{font-size:8pt;color:#59616b}
.strong{font-size:12pt;font-weight:650;line-height:1.25}
.letterhead{display:flex;justify-content:space-between;gap:10mm;align-items:flex-start}
.issuer{flex:1;min-width:0}
.logo{max-width:56mm;max-height:20mm;margin-bottom:3mm}
.issuer .small{margin-top:1mm;max-width:90mm}
.document{flex:none;max-width:86mm;text-align:right}
.document h1{font-size:12pt;font-weight:650;color:${brand.ink};line-height:1.2}
.document .number{font-size:20pt;font-weight:700;line-height:1.15;letter-spacing:-.01em;white-space:nowrap}
.stamps{display:flex;align-items:center;justify-content:flex-end;gap:3mm;margin-top:3mm}
.stamp{border:.7mm solid currentColor;border-radius:1.5mm;padding:.8mm 3mm;font-size:12pt;font-weight:700;letter-spacing:.14em;text-indent:.14em;line-height:1.3}
.stamp.pagada{color:#17693a}.stamp.vencida{color:#b42318}.stamp.copia{color:#1b1f24;font-size:15pt}
.client{margin-top:8mm}
.client .label{margin-bottom:.5mm}
.client .small{margin-top:1mm}
.key{display:flex;border:.2mm solid #d5d9de;border-radius:2mm;overflow:hidden;margin-top:5mm;break-inside:avoid}
.key>div{padding:2.5mm 5mm;background:${brand.tint};display:flex;flex-direction:column;justify-content:center;flex:1 0 auto}
.key dd{font-weight:650;white-space:nowrap}
.key .due{flex:0 0 auto;background:${brand.fill};color:${brand.onFill};text-align:right}
.key .due dt{color:inherit;font-weight:600}
.key .due dd{font-size:15pt;font-weight:700;line-height:1.15}
table.lines{width:100%;margin-top:6mm}
.lines th{font-size:8pt;color:${brand.ink};font-weight:650;padding:0 0 1.5mm 5mm;border-bottom:.4mm solid ${brand.ink};vertical-align:bottom}
.lines td{padding:1.7mm 0 1.7mm 5mm;border-bottom:.2mm solid #d5d9de;vertical-align:top}
.lines th:first-child,.lines td:first-child{padding-left:0}
.lines tr{break-inside:avoid}
.lines thead{display:table-header-group}
.lines .n.strongest{font-weight:650}
.applied-block{margin-top:7mm}
.closing{display:flex;gap:12mm;justify-content:space-between;align-items:flex-start;margin-top:5mm;break-inside:avoid}
.closing .beside{flex:1;min-width:0;max-width:88mm}
.sums{flex:none;min-width:76mm}
.sums td{padding:.9mm 0;vertical-align:baseline}
.sums .n{padding-left:8mm}
.sums .grand td{border-top:.4mm solid ${brand.ink};padding-top:2mm;font-size:12pt;font-weight:700}
.sums .first-after td{padding-top:2.5mm}
.sums .balance td{border-top:.2mm solid #d5d9de;padding-top:1.5mm;font-weight:650}
h2{font-size:9pt;font-weight:650;color:${brand.ink};margin-bottom:1mm}
.block+.block{margin-top:4mm}
.block{break-inside:avoid}
.pre{white-space:pre-line}
.pay{border-left:.8mm solid ${brand.fill};padding-left:3.5mm}
table.applied{width:100%}
.applied td,.applied th{padding:.8mm 0 .8mm 4mm;vertical-align:baseline}
.applied td:first-child,.applied th:first-child{padding-left:0}
.applied th{font-size:8pt;color:#59616b}
.foot{display:flex;align-items:center;justify-content:space-between;gap:8mm;margin-top:9mm;padding-top:4mm;border-top:.2mm solid #d5d9de;break-inside:avoid}
.foot .qr{flex:none;margin:-1mm 0 -1mm calc(-1*var(--quiet))}
.foot .by{flex:1;min-width:0}
.foot .bars{flex:none;display:flex;flex-direction:column;align-items:center}
.foot .barcode{margin:0 calc(-1*var(--quiet))}
.foot .bars p{margin-top:.75mm;letter-spacing:.08em}
`
