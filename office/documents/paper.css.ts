/**
 * One type scale and one set of measures for everything that is printed. Lengths are in mm and pt: paper has no
 * pixels. Nothing is loaded from anywhere, so the fonts are those that a machine has; Inter where it is installed.
 */
export const FONT = `Inter, 'Segoe UI', 'Helvetica Neue', 'Liberation Sans', Arial, 'DejaVu Sans Condensed', 'DejaVu Sans', sans-serif`

/** Widths in mm. The strip's printable part is centred; what is outside is the printer's. */
export const STRIPS = {
  '80mm': { paper: 80, printable: 72, display: 24 },
  '58mm': { paper: 58, printable: 48, display: 20 },
} as const
export type Strip = keyof typeof STRIPS

export const RESET = `
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
export const onDesk = (
  widthMm: number,
) => `@media screen{html{width:auto;max-width:none;min-height:100%;background:#d7dbe0}
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
.sign{margin-top:14mm;border-top:.25mm solid #000;padding-top:.75mm;text-align:center;break-inside:avoid}
.bars{margin:2mm -5mm 0;display:flex;flex-direction:column;align-items:center}
.bars p{margin-top:.75mm;letter-spacing:.08em}
`
}
