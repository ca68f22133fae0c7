export type Strength = 'short' | 'weak' | 'fair' | 'strong'

/** A hint while a password is typed: length counts most, then how many kinds of characters. The office asks for 8. */
export function passwordStrength(password: string): Strength {
  if (password.length < 8) return 'short'
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  const distinct = new Set(password).size
  if (distinct < 5) return 'weak'
  const points = (password.length >= 12 ? 2 : 0) + (password.length >= 16 ? 1 : 0) + kinds
  if (points >= 5) return 'strong'
  return points >= 3 ? 'fair' : 'weak'
}
