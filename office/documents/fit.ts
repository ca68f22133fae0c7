const MM_PER_PT = 25.4 / 72

/** Widths in em of bold characters of money in the widest font that paper may fall back to (DejaVu Sans). */
const NARROW_EM = 0.38
const FIGURE_EM = 0.7
const LETTER_EM = 0.84

function widthEm(char: string): number {
  if (/[.,'\s]/.test(char)) return NARROW_EM
  return /\p{L}/u.test(char) ? LETTER_EM : FIGURE_EM
}

/** The largest type, up to `maxPt`, in which `text` stays on one line of `widthMm`. Half points. */
export function fitPt(text: string, widthMm: number, maxPt: number): number {
  const em = [...text].reduce((sum, char) => sum + widthEm(char), 0)
  return Math.min(maxPt, Math.floor((widthMm / (em * MM_PER_PT)) * 2) / 2)
}
