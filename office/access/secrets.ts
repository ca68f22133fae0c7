import { hash, type Options, verify } from '@node-rs/argon2'

/** Argon2id (the library's default algorithm), above OWASP's minimum of 19 MiB and two passes: about 60 ms on an office PC. */
const PARAMETERS: Options = { memoryCost: 32_768, timeCost: 3, parallelism: 1 }

/** Runs on a thread of its own; takes long on purpose, so never inside a transaction. */
export const hashSecret = (secret: string): Promise<string> => hash(secret.normalize('NFC'), PARAMETERS)

export const verifySecret = (hashed: string, secret: string): Promise<boolean> =>
  verify(hashed, secret.normalize('NFC'))

/** Takes as long as a real look, so that time does not tell who exists. */
export const verifyNothing = async (secret: string): Promise<void> => {
  await hashSecret(secret)
}
