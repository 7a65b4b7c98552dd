import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import { CLASSIFIER } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { learnedKey, readLearned } from '../../../../src/dialogue/understand/intents/learned.ts'
import { createUnderstanding, intentsFit, saveIntents } from '../../../../src/dialogue/understand/understand.ts'
import { games } from '../world.ts'

let folder: string
let path: string
let intentsDir: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'learned-'))
  path = join(folder, 'intents.bin')
  intentsDir = join(folder, 'intents')
  cpSync('intents', intentsDir, { recursive: true })
  saveIntents(path, { catalogue: games, intentsDir })
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a file of it says what learning says, to the last bit', () => {
  const fresh = createUnderstanding({ catalogue: games, intentsDir })
  const cached = createUnderstanding({ catalogue: games, intentsDir, cache: path })
  for (const text of ['i loved catan', 'something like pandemic but lighter', 'why the second one?', 'zork', 'no war'])
    expect(cached.understand(text, { shown: [] })).toEqual(fresh.understand(text, { shown: [] }))
})

test('the same files give the same bytes', () => {
  const again = join(folder, 'again.bin')
  saveIntents(again, { catalogue: games, intentsDir })
  expect(readFileSync(again).equals(readFileSync(path))).toBe(true)
})

test('it fits no other examples, settings or catalogue; replies do not matter', () => {
  const key = learnedKey(intentsDir, games, CLASSIFIER)
  const fewer = new Catalogue(games.domain, games.items.slice(0, 3))
  expect(learnedKey(intentsDir, fewer, CLASSIFIER)).not.toBe(key)
  expect(learnedKey(intentsDir, games, { ...CLASSIFIER, epochs: 4 })).not.toBe(key)
  writeFileSync(join(intentsDir, 'replies.yml'), 'x: 1\n')
  expect(intentsFit(path, { catalogue: games, intentsDir })).toBe(true)
  writeFileSync(join(intentsDir, 'more.yml'), 'intents:\n  rules:\n    examples:\n      - how is it played exactly\n')
  expect(intentsFit(path, { catalogue: games, intentsDir })).toBe(false)
  const other = createUnderstanding({ catalogue: games, intentsDir, cache: path })
  expect(other.understand('how is it played exactly', { shown: [] }).clauses[0]?.intent).toBe('rules')
  rmSync(join(intentsDir, 'more.yml'))
})

test('a damaged file is as good as none', () => {
  const key = learnedKey(intentsDir, games, CLASSIFIER)
  const bytes = readFileSync(path)
  expect(readLearned(path, key)?.names).toContain('want')
  for (const [name, content] of [
    ['cut', bytes.subarray(0, bytes.length - 9)],
    ['flipped', Buffer.from(bytes.map((byte, i) => (i === bytes.length - 5_000 ? byte ^ 1 : byte)))],
    ['empty', Buffer.alloc(0)],
  ] as const) {
    writeFileSync(join(folder, name), content)
    expect(readLearned(join(folder, name), key), name).toBeUndefined()
  }
  expect(readLearned(join(folder, 'none'), key)).toBeUndefined()
})
