import { describe, expect, test } from 'vitest'
import { fold, MAX_READ, MAX_TOKENS, tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'

const words = (text: string) =>
  tokenize(text)
    .filter(({ kind }) => kind === 'word')
    .map(({ folded }) => folded)

describe('tokenize', () => {
  test('café stays one word', () => {
    expect(tokenize('un café noir').map(({ text }) => text)).toEqual(['un', 'café', 'noir'])
    expect(words('café')).toEqual(['cafe'])
  })
  test.each([
    ["I don't", ['i', 'dont']],
    ['I don’t', ['i', 'dont']],
    ['sci-fi', ['sci', 'fi']],
    ['E.T. and U.S.', ['et', 'and', 'us']],
    ['it.show me', ['it', 'show', 'me']],
    ['Rock & Roll', ['rock', 'and', 'roll']],
    ['Ōkami WALL·E', ['okami', 'walle']],
    ['2h30 1.5', ['2h30', '1.5']],
    ['見る', ['見る']],
  ])('%s', (text, expected) => expect(words(text)).toEqual(expected))

  test('offsets are those of the text, plain or not', () => {
    for (const text of ['I loved "Alien", ok?', 'Amélie — 😀 Häxan!', 'a\n\nb']) {
      for (const { text: surface, start, end } of tokenize(text))
        expect(text.slice(start, end)).toBe(surface === '\n' ? text.slice(start, end) : surface)
    }
  })
  test('plain text is cut as the segmenter cuts it', () => {
    const text = "Well, I didn't like 12 Monkeys (1995) that much - it's so-so!"
    const plain = tokenize(text).map((token) => token.text)
    const unicode = tokenize(`${text} é`).map((token) => token.text)
    expect([...plain, 'é']).toEqual(unicode)
  })
  test('reads a bounded part of a message', () => {
    expect(tokenize('a '.repeat(9_000)).length).toBeLessThanOrEqual(MAX_TOKENS)
    expect(tokenize('b'.repeat(9_000))[0]?.end).toBe(MAX_READ)
  })
  test('fold', () => expect(fold('Straße L’Été Ø')).toBe('strasse lete o'))
})
