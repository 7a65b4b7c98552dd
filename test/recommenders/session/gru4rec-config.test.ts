import { expect, test } from 'vitest'
import { gru4rec } from '../../../src/recommenders/session/gru4rec.ts'
import { gru4recDefaults, gru4recSchema } from '../../../src/recommenders/session/gru4rec-config.ts'

test('the defaults are sound', () => {
  expect(gru4recSchema.parse(gru4recDefaults)).toEqual(gru4recDefaults)
})

test.each([
  { loss: 'softmax' },
  { hiddenSizes: [] },
  { hiddenSizes: [0] },
  { dropoutHidden: 1 },
  { batchSize: 1 },
  { alpha: 1.5 },
  { embedding: 'none' },
  { relaxed: 1 },
])('refuses %j', (options) => {
  expect(() => gru4rec.create(options as object)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
})

test('a number for the layers is answered with an example', () => {
  expect(() => gru4rec.create({ hiddenSizes: 50 } as object)).toThrow('in brackets, e.g. [50]')
})
