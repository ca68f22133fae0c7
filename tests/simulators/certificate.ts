// A self-signed certificate, as routers and controllers make for themselves: X.509 v3 written by hand (DER), signed with a
// key of its own. Nobody vouches for it: who connects pins its fingerprint.
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'

export interface SelfSigned {
  /** PEM. */
  key: string
  /** PEM. */
  cert: string
  /** SHA-256 of the certificate, `AA:BB:…` as Node's TLS gives it. */
  fingerprint256: string
}

const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body])
  if (body.length < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, body.length), body])
  return Buffer.concat([Buffer.of(tag, 0x82, body.length >> 8, body.length & 0xff), body])
}
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts)
const oid = (...bytes: number[]) => tlv(0x06, Uint8Array.from(bytes))
const utf8 = (text: string) => tlv(0x0c, Buffer.from(text))
/** A point in time as certificates write it until 2049. */
const utcTime = (date: Date) => tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const COMMON_NAME = oid(0x55, 0x04, 0x03)

/** Makes a certificate for a name. @param serial a positive number below 2^31 */
export function selfSigned(
  name: string,
  { serial = 1, from = new Date('2024-01-01'), to = new Date('2044-01-01') } = {},
): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const subject = sequence(tlv(0x31, sequence(COMMON_NAME, utf8(name))))
  const number = Buffer.alloc(5)
  number.writeUInt32BE(serial, 1)
  const body = sequence(
    tlv(0xa0, tlv(0x02, Uint8Array.of(2))),
    tlv(0x02, number.subarray(number.findIndex((byte, at) => byte !== 0 || at === 4 || (number[at + 1] ?? 0) > 0x7f))),
    ECDSA_SHA256,
    subject,
    sequence(utcTime(from), utcTime(to)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', body, privateKey)
  const der = sequence(body, ECDSA_SHA256, tlv(0x03, Uint8Array.of(0), signature))
  const certificate = new X509Certificate(der)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: certificate.toString(),
    fingerprint256: certificate.fingerprint256,
  }
}
