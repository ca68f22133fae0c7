import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'

export interface SelfSigned {
  /** PEM. */
  cert: string
  key: string
  /** SHA-256 of the certificate, 64 lower-case hex digits. */
  fingerprint: string
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const size =
    body.length < 0x80 ? Buffer.of(body.length) : Buffer.of(0x82, Math.floor(body.length / 256), body.length % 256)
  return Buffer.concat([Buffer.of(tag), size, body])
}

const SEQUENCE = 0x30
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const ECDSA_SHA256 = der(SEQUENCE, oid('2a8648ce3d040302'))

/** A certificate that signed itself, as a router makes one: nothing vouches for it. Made anew each time, so that none expires. */
export function selfSigned(name: string): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const commonName = der(SEQUENCE, oid('550403'), der(0x0c, Buffer.from(name)))
  const names = der(SEQUENCE, der(0x31, commonName))
  const tbs = der(
    SEQUENCE,
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_SHA256,
    names,
    der(SEQUENCE, der(0x18, Buffer.from('20200101000000Z')), der(0x18, Buffer.from('20991231235959Z'))),
    names,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', tbs, privateKey)
  const whole = der(SEQUENCE, tbs, ECDSA_SHA256, der(0x03, Buffer.of(0), signature))
  const cert = new X509Certificate(whole)
  return {
    cert: cert.toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: cert.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}
