/** What a PPPoE name may be made of: what RouterOS takes without quoting. */
export const isPppUser = (text: string): boolean => /^[\w.@+-]{1,60}$/.test(text.trim())

/** Printable, without spaces, 4 to 60 long. */
export const isPppPassword = (text: string): boolean => /^[\x21-\x7e]{4,60}$/.test(text)

export const isIpv4 = (text: string): boolean => {
  const parts = text.trim().split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

/** With colons or dashes. */
export const isMac = (text: string): boolean => /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text.trim())
