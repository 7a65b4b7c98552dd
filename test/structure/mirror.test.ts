import { existsSync, readFileSync } from 'node:fs'
import { transformWithEsbuild } from 'vite'
import { describe, expect, test } from 'vitest'
import { sourcesOf } from './sources.ts'

/** Files that only say what things look like: there is nothing to run, so nothing to test. */
const PURE_TYPES: readonly string[] = [
  'src/catalogue/item.ts',
  'src/channels/contract.ts',
  'src/channels/memory.ts',
  'src/conversation-tests/drivers/contract.ts',
  'src/datasets/interactions.ts',
  'src/dialogue/decide/act.ts',
  'src/dialogue/mind/mind.ts',
  'src/dialogue/mind/worker-protocol.ts',
  'src/dialogue/understand/meaning.ts',
  'src/nn/epoch.ts',
  'src/nn/tf.ts',
  'src/recommenders/contract.ts',
  'src/serve/bot-port.ts',
  'src/store/contract.ts',
  'src/store/dialect.ts',
]

/** Run by their own process, where a test of a neighbour runs them. */
const RUN_BY_OTHERS: Readonly<Record<string, string>> = {
  'src/dialogue/mind/worker.ts': 'test/dialogue/mind/worker-mind.test.ts',
  'src/kernels/crew-protocol.ts': 'test/kernels/crew.test.ts',
  'src/kernels/crew-worker.ts': 'test/kernels/crew.test.ts',
}

/** Tests of a whole part, where no file of it could say as much. */
const OF_A_PART: readonly string[] = [
  'test/serve/durability.test.ts',
  'test/store/durability.test.ts',
  'test/dialogue/understand/blind.test.ts',
  'test/encoder/gradients.test.ts',
]

/** Folders of test/ that mirror nothing: they test across the parts. */
const ACROSS = ['contract', 'conversations', 'structure', 'worlds', 'tools', 'bench', 'data', 'web']

const sources = sourcesOf('src').filter((file) => !file.endsWith('/index.ts'))
const tests = sourcesOf('test').filter((file) => file.endsWith('.test.ts'))
const testOf = (source: string) => source.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts')

describe('src and test mirror each other', () => {
  test('every file with something to run has its tests', () => {
    const missing = sources.filter(
      (file) => !PURE_TYPES.includes(file) && !existsSync(RUN_BY_OTHERS[file] ?? testOf(file)),
    )
    expect(missing).toEqual([])
  })

  test('every test has its source', () => {
    const expected = new Set(sourcesOf('src').map(testOf))
    const stray = tests.filter(
      (file) => !expected.has(file) && !OF_A_PART.includes(file) && !ACROSS.includes(file.split('/')[1] ?? ''),
    )
    expect(stray).toEqual([])
  })

  test('what is listed as types has nothing else in it', async () => {
    for (const file of PURE_TYPES) {
      const { code } = await transformWithEsbuild(readFileSync(file, 'utf8'), file, { sourcemap: false })
      expect(`${file}: ${code.trim()}`).toBe(`${file}: `)
    }
  })
})
