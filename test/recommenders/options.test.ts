import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseOptions } from '../../src/recommenders/options.ts'

const schema = z.strictObject({ steps: z.int().min(1), from: z.enum(['last', 'profile']) })
type Config = z.infer<typeof schema>
const defaults: Config = { steps: 10, from: 'last' }
const parse = (options: object) => parseOptions('m', schema, defaults, options)

test('fills in defaults and freezes', () => {
  expect(parse({ steps: 3, from: undefined })).toEqual({ steps: 3, from: 'last' })
  expect(Object.isFrozen(parse({}))).toBe(true)
  expect(defaults).toEqual({ steps: 10, from: 'last' })
})

test('names the model, each wrong option and the options that there are', () => {
  expect(() => parse({ steps: 0, from: 'first' })).toThrowError(
    expect.objectContaining({
      code: 'BAD_OPTION',
      message: expect.stringMatching(/"m".*steps: .*from: /),
      fix: 'Options of m: steps, from.',
    }),
  )
  expect(() => parse({ step: 3 })).toThrowError(/step/)
})
