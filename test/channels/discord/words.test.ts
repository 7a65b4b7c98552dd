import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/channels/discord/limits.ts'
import { apology, WORDS } from '../../../src/channels/discord/words.ts'
import { TastebudError } from '../../../src/errors.ts'

test('an apology says whose turn it is, and nothing of what happened inside', () => {
  const coded = (code: string) => apology(new TastebudError(code, '/secret/path', 'Look at /secret/path.'))
  expect(coded('TOO_MANY_TURNS')).toBe(WORDS.busy)
  expect([coded('STORE_FULL'), coded('VERSION_CONFLICT')]).toEqual([WORDS.memory, WORDS.memory])
  expect([coded('NAN_SCORE'), apology(new Error('/secret/path'))]).toEqual([WORDS.broken, WORDS.broken])
})

test('the label of the one button fits', () => {
  expect(WORDS.forgetYes.length).toBeLessThanOrEqual(LIMITS.label)
})
