import { expect, test } from 'vitest'
import { PLACES } from '../../renderer/app/places.ts'

test('the keys of the places follow their order on the rail', () => {
  const numbered = PLACES.filter(({ id }) => id !== 'ajustes')
  expect(numbered.map(({ hotkey }) => hotkey)).toEqual(numbered.map((_, at) => `mod+${at + 1}`))
})
