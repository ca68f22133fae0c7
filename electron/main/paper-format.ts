import type { Papel, PrintResult } from '../../contract/shell.ts'
import { CSS_PX_PER_INCH, MM_PER_INCH, ROLL_MIN_HEIGHT_PX, ROLL_SLACK_PX } from './constants.ts'

/** Width in mm; height in mm where the paper has one, null on a roll (as long as the document). */
const SIZES_MM: Record<Papel, { width: number; height: number | null }> = {
  A4: { width: 210, height: 297 },
  media_carta: { width: 139.7, height: 215.9 },
  '80mm': { width: 80, height: null },
  '58mm': { width: 58, height: null },
}

export interface PageSize {
  width: number
  height: number
}

export const isRoll = (papel: Papel): boolean => SIZES_MM[papel].height === null

/** Width of the paper in whole CSS px, rounded down: a line that wraps makes the measure longer, never too short. */
export const layoutWidth = (papel: Papel): number => Math.floor((SIZES_MM[papel].width / MM_PER_INCH) * CSS_PX_PER_INCH)

/** Page size in inches. `contentHeight` (CSS px) counts on a roll only. */
export function pageInches(papel: Papel, contentHeight: number): PageSize {
  const { width, height } = SIZES_MM[papel]
  const rollHeight = Math.max(Math.ceil(contentHeight), ROLL_MIN_HEIGHT_PX) + ROLL_SLACK_PX
  return { width: width / MM_PER_INCH, height: height === null ? rollHeight / CSS_PX_PER_INCH : height / MM_PER_INCH }
}

/** The same in micrometres, which is what `print` takes. */
export function pageMicrons(papel: Papel, contentHeight: number): PageSize {
  const inches = pageInches(papel, contentHeight)
  const microns = (value: number) => Math.round(value * MM_PER_INCH * 1000)
  return { width: microns(inches.width), height: microns(inches.height) }
}

/** Pages of a PDF as Chromium writes it (its page objects are not compressed). */
export const countPdfPages = (pdf: Uint8Array): number =>
  Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

/** What Chromium says about a print job, in the contract's words. */
export function printResult(success: boolean, reason: string): PrintResult {
  if (success) return { ok: true }
  if (/cancel/i.test(reason)) return { ok: false, reason: 'cancelled', detail: '' }
  if (/deviceName|enumerate printers|no valid printers/i.test(reason))
    return { ok: false, reason: 'no_printer', detail: reason }
  return { ok: false, reason: 'failed', detail: reason }
}
