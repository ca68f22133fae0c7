import { expect, it, vi } from 'vitest'
import { hashSecret, verifySecret } from '../../office/access/secrets.ts'

// All other tests hash with as little as can be (tests/support/quick-secrets.ts): this one as at work.
vi.unmock('@node-rs/argon2')

it('takes 32 MiB and three passes to hash a secret', async () => {
  const hashed = await hashSecret('4821')
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=32768,t=3,p=1\$/)
  expect(await verifySecret(hashed, '4821')).toBe(true)
  expect(await verifySecret(hashed, '4822')).toBe(false)
})
