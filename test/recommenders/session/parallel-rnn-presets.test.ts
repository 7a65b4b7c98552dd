import { expect, test } from 'vitest'
import { parallelRnn } from '../../../src/recommenders/session/parallel-rnn.ts'
import { parallelRnnPresets } from '../../../src/recommenders/session/parallel-rnn-presets.ts'

test('each is a whole and sound config, under the name of what it is', () => {
  expect(Object.keys(parallelRnnPresets).length).toBe(3 + 3 * 4)
  for (const [name, preset] of Object.entries(parallelRnnPresets)) {
    expect(parallelRnn.create(preset).config).toEqual(preset)
    expect(name.startsWith(preset.architecture)).toBe(true)
  }
  expect(parallelRnnPresets['interaction-interleaved']).toMatchObject({
    architecture: 'interaction',
    training: 'interleaved',
  })
})
