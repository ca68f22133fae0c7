import type * as Argon2 from '@node-rs/argon2'
import { vi } from 'vitest'

/**
 * Hashing a secret takes long on purpose, and nearly every test has people who enter. Here the least that argon2id takes is
 * enough; offices in processes of their own, as the window's, hash as they do at work, and a test holds how much that is.
 */
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof Argon2>()
  return {
    ...argon2,
    hash: (secret: string, options: Argon2.Options) => argon2.hash(secret, { ...options, memoryCost: 64, timeCost: 1 }),
  }
})
