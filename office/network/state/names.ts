import { formatRates } from '../../routeros/values.ts'

/** The end of an id, which is random where its beginning is a time. */
export const shortId = (id: string): string => id.replaceAll('-', '').slice(-8)

/** `[m:xxxxxxxx]`: of a service's id. */
export const tagOf = (id: string): string => `[m:${shortId(id)}]`

const TAG = /\[m:[0-9a-z]{8}\]/
/** The office's tag in a comment; null when it carries none. */
export const findTag = (comment: string | undefined): string | null => TAG.exec(comment ?? '')?.[0] ?? null

/** Of what serves more than one service: the profile of debtors. */
export const SHARED_TAG = '[m:comun000]'

/** Fields in braces put into a template; an unknown one is nothing. Spaces are drawn together, control characters dropped. */
export function fillTemplate(template: string, fields: Readonly<Record<string, string>>): string {
  return template
    .replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Text as a PPPoE name: small letters of ASCII, digits and dots. */
export const asUsuario = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9@_-]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 50)

/** Speeds in Mbps as RouterOS takes them, the client's upload first; empty when neither is limited. */
export function rateOf(bajadaMbps: number, subidaMbps: number): string {
  const bits = (mbps: number) => Math.round(mbps * 1e6)
  return bajadaMbps === 0 && subidaMbps === 0 ? '' : formatRates({ up: bits(subidaMbps), down: bits(bajadaMbps) })
}
