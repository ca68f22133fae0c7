import { onlyDigits } from './fold.ts'

/** Calling codes of the countries of the Americas that dial abroad with their own, and of Spain. */
const COUNTRIES = [
  '54',
  '56',
  '51',
  '55',
  '57',
  '58',
  '52',
  '53',
  '34',
  '591',
  '593',
  '595',
  '598',
  '592',
  '597',
  '501',
  '502',
  '503',
  '504',
  '505',
  '506',
  '507',
  '509',
]
/** National numbers of Latin America have 7 to 11 digits; a longer run carries prefixes. */
const LONGEST_NATIONAL = 10
/** Shortest run of digits that is somebody's number. */
const SHORTEST = 6

function withoutCountry(digits: string, explicit: boolean): string {
  if (!explicit && digits.length <= LONGEST_NATIONAL) return digits
  const code = COUNTRIES.find((c) => digits.startsWith(c) && digits.length - c.length >= 7)
  if (!code) return explicit && digits.startsWith('1') && digits.length === 11 ? digits.slice(1) : digits
  const rest = digits.slice(code.length)
  // Argentina and Mexico put a digit of their own before a mobile when called from abroad.
  if (code === '54' && rest.startsWith('9') && rest.length === 11) return rest.slice(1)
  if (code === '52' && rest.startsWith('1') && rest.length === 11) return rest.slice(1)
  return rest
}

/** Argentina's mobile mark between area code and number: `11 15 4555 1234`. Only a run two digits too long has it. */
function withoutMobileMark(digits: string): string {
  if (digits.length !== 12) return digits
  const at = [2, 3, 4].find((area) => digits.startsWith('15', area))
  return at === undefined ? digits : digits.slice(0, at) + digits.slice(at + 2)
}

/**
 * One number in its national form, digits only: no exit prefix, country code, trunk zero or mobile mark.
 * `+54 9 11 4555-1234`, `011 15 4555 1234` and `11 4555 1234` are all `1145551234`.
 */
export function nationalNumber(text: string): string {
  let digits = onlyDigits(text)
  let explicit = /^\s*\(?\s*\+/.test(text)
  if (!explicit && digits.startsWith('00')) {
    digits = digits.slice(2)
    explicit = true
  }
  // A trunk zero is dialled inside the country only: what follows is not its code.
  const national = digits.startsWith('0') ? digits : withoutCountry(digits, explicit)
  return withoutMobileMark(national.replace(/^0+/, ''))
}

/** What nothing in separates two numbers. */
const ONE_NUMBER = /^[0-9 ()+.-]*$/

/** The numbers of one field, national: people put several, separated by `/`, `;`, `,`, `|`, a new line, `y` or `o`. */
export function phoneNumbers(field: string): string[] {
  if (ONE_NUMBER.test(field)) {
    const number = nationalNumber(field)
    return number.length >= SHORTEST ? [number] : []
  }
  const parts = field.split(/[/;,|\n]|\s+(?:y|o|e|ou|and|or)\s+/iu)
  return [...new Set(parts.map(nationalNumber).filter((n) => n.length >= SHORTEST))]
}

const reversed = (text: string): string => [...text].reverse().join('')

/** Marks keys written backwards, so that a prefix of the key is an ending of the number. */
export const ENDING = '~'

/** Key prefix that finds numbers ending in these digits. */
export const endingKey = (digits: string): string => ENDING + reversed(digits)

/** Keys under which the numbers of a field are found: by how they start and by how they end. */
export const phoneKeys = (field: string): string[] => phoneNumbers(field).flatMap((n) => [n, endingKey(n)])

/**
 * Endings worth trying for digits typed as a phone, longest first: prefixes differ, the last 8, 7 or 6 digits do not.
 * Empty when there are too few digits to tell people apart.
 */
export function phoneEndings(typed: string): string[] {
  const national = nationalNumber(typed)
  if (national.length < SHORTEST) return []
  return [...new Set([national, ...[8, 7, 6].filter((n) => n < national.length).map((n) => national.slice(-n))])]
}
