import { describe, expect, test } from 'vitest'
import {
  type Frame,
  framesOf,
  mayFollow,
  NAMED,
  numbered,
  SYMBOLS,
  unnumbered,
  written,
} from '../../../../src/dialogue/understand/encoder/frames.ts'
import { END } from '../../../../src/encoder/decoder.ts'

const frames: Frame[] = [
  { stance: 'like', seen: true, together: false },
  { stance: 'avoid', together: false },
  { stance: 'avoid', together: true },
  { stance: 'want', seen: false, together: false },
]
const read = (symbols: readonly number[]) => symbols.map((symbol) => SYMBOLS[symbol]).join(' ')

test('frames are written as a sequence, and read back', () => {
  const symbols = written(frames)!
  expect(read(symbols)).toBe('LIKE @1 seen AVOID @2 & @3 WANT @4 unseen')
  expect(framesOf(symbols)).toEqual(frames)
})

test('more than can be numbered is not written', () => {
  const many = Array.from({ length: NAMED + 1 }, (): Frame => ({ stance: 'like', together: false }))
  expect(written(many)).toBeUndefined()
  expect(written(many.slice(1))).toHaveLength(2 * NAMED)
})

describe('the grammar', () => {
  test('allows every step of what is written, and then the end alone', () => {
    const symbols = written(frames)!
    symbols.forEach((symbol, i) => {
      expect(mayFollow(symbols.slice(0, i), frames.length)).toContain(symbol)
    })
    expect(mayFollow(symbols, frames.length)).toEqual([END])
  })

  test('after a stance comes the next number and nothing else', () => {
    expect(mayFollow(written(frames.slice(0, 2))!.concat(SYMBOLS.indexOf('LIKE')), 4)).toEqual([SYMBOLS.indexOf('@3')])
  })

  test('does not begin with "&", does not end before all is told', () => {
    expect(mayFollow([], 2)).not.toContain(SYMBOLS.indexOf('&'))
    expect(mayFollow(written(frames.slice(0, 1))!, 2)).not.toContain(END)
    expect(mayFollow([], 0)).toEqual([END])
  })

  test('any walk through it tells of each thing once, in order', () => {
    for (let seed = 0; seed < 50; seed++) {
      const so: number[] = []
      for (let i = seed; so.length < 40; i = i * 31 + 7) {
        const may = mayFollow(so, 3)
        const next = may[i % may.length]!
        if (next === END) break
        so.push(next)
      }
      expect(framesOf(so)).toHaveLength(3)
      expect(so.filter((s) => (SYMBOLS[s] as string).startsWith('@')).map((s) => SYMBOLS[s])).toEqual([
        '@1',
        '@2',
        '@3',
      ])
    }
  })
})

test('what is named is numbered in order, as far as numbers go', () => {
  expect(numbered(['i', 'loved', '{title}', 'not', '{tag}', '{noun}'])).toEqual(
    ['i', 'loved', '{title}@1', 'not', '{tag}@2', '{noun}'],
  ) // biome-ignore format: two lists
  const many = numbered(Array.from({ length: NAMED + 2 }, () => '{title}'))
  expect(many.at(-1)).toBe('{title}')
  expect(many.map(unnumbered)).toEqual(many.map(() => '{title}'))
})
