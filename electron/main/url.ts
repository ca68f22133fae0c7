/** Parses an absolute address; null when it is none. (`URL.parse` is newer than the oldest runtime we serve.) */
export function parseUrl(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
