import { expect, test } from 'vitest'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { unknownTitle } from '../../../../src/dialogue/understand/linking/unknown-title.ts'
import type { Context } from '../../../../src/dialogue/understand/meaning.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
function unknown(text: string, context: Context = { shown: [] }): string | undefined {
  const tokens = tokenize(text)
  const found = unknownTitle(tokens, 0, tokens.length, [], linker, context)
  if (!found) return undefined
  const surface = text.slice(tokens[found.from]?.start, tokens[found.to - 1]?.end)
  return `${surface}${found.known?.kind === 'title' ? ` = ${linker.id(found.known.rows[0]?.row ?? 0)}` : ''}`
}

test.each([
  ['i loved Zorblax 9', 'Zorblax 9'],
  ['something like zorblax please', 'zorblax'],
  ['have you got "the quux"', 'the quux'],
  ['zorblax was amazing', 'zorblax'],
  ['i loved forbiden iland', 'forbiden iland = forbidden-island-2010'],
  ['i loved it', undefined],
  ['i like the way you think', undefined],
  ['it was amazing', undefined],
  ['zorblax', undefined],
])('%s: %s', (text, expected) => expect(unknown(text)).toBe(expected))

test('a whole answer to an open question', () => {
  expect(unknown('Zorblax Nine', { shown: [], asked: { kind: 'open' } })).toBe('Zorblax Nine')
  expect(unknown('zorblax asdf', { shown: [], asked: { kind: 'open' } })).toBeUndefined()
})

test('a single word far from every title has none to offer', () => {
  const rows = (text: string) => {
    const tokens = tokenize(text)
    return unknownTitle(tokens, 0, tokens.length, [], linker, { shown: [] })?.rows
  }
  expect(rows('i loved zorblax')).toEqual([])
  expect(rows('i loved forbidden castle')?.length).toBeGreaterThan(0)
})
