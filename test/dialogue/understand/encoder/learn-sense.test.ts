import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SENSE, saveSense } from '../../../../src/dialogue/understand/encoder/learn-sense.ts'
import { readSense } from '../../../../src/dialogue/understand/encoder/sense.ts'
import { folder } from '../../../datasets/folder.ts'
import { games } from '../world.ts'

const config = { ...SENSE, epochs: 1, embeddingSize: 24, hiddenSize: 24, buckets: 256 }
const save = (intentsDir: string, seed: number) => {
  const path = join(folder({ x: '' }), 'encoder.bin')
  saveSense(path, { catalogue: games, intentsDir, config, seed })
  return path
}

test('equal files and seeds give equal bytes, another seed others; what is written can be read', () => {
  const intentsDir = folder({
    'a.yml':
      'intents:\n  greet:\n    examples: [hello, hi there, good morning, hey]\n  bye:\n    examples: [goodbye, see you, bye bye, cheers]\n',
    'stances.yml':
      'joins: [","]\nfillers_before: [well]\nfillers_after: [thanks]\nsingle: ["i loved {t+}", "{t-} was bad"]\nseveral: ["{t+} yes {t-} no"]\n',
  })
  cpSync('intents/words.yml', join(intentsDir, 'words.yml'))
  const [a, b, c] = [save(intentsDir, 1), save(intentsDir, 1), save(intentsDir, 2)]
  expect(readFileSync(a).equals(readFileSync(b))).toBe(true)
  expect(readFileSync(a).equals(readFileSync(c))).toBe(false)
  expect(readSense(a, ['bye', 'greet'])?.words.has('loved')).toBe(true)
  expect(readSense(a, ['bye', 'greet'])?.words.has('{title}')).toBe(true)
})
