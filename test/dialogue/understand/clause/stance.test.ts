import { expect, test } from 'vitest'
import { readStance } from '../../../../src/dialogue/understand/clause/stance.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

/** Mentions are written in capitals. */
function stances(text: string): string {
  const tokens = tokenize(text)
  const mentions = new Map(tokens.flatMap(({ text: t }, i) => (/^[A-Z]{2,}$/.test(t) ? [[i, i + 1] as const] : [])))
  const read = readStance(tokens, 0, tokens.length, gameWords, mentions)
  const each = [...read.at.values()].map(
    ({ stance, hard, strength, seen }) =>
      `${stance ?? 'none'}${hard ? '!' : ''}${strength === 1 ? '' : `*${strength}`}${seen === undefined ? '' : seen ? '+seen' : '-seen'}`,
  )
  return each.join(' ') || read.stance
}

test.each([
  ['i like XX', 'like'],
  ["i don't like XX", 'dislike'],
  ['i love XX and YY', 'like*1.5 like*1.5'],
  ["can't stand XX", 'dislike*1.5'],
  ['no XX', 'avoid!'],
  ['nothing XX', 'avoid!'],
  ['anything but XX', 'avoid!'],
  ['anything except XX', 'avoid!'],
  ['without XX', 'avoid!'],
  ['all but XX', 'avoid!'],
  ['XX instead of YY', 'none avoid'],
  ['XX rather than YY', 'none avoid'],
  ['give me XX instead of YY from ZZ', 'want avoid want'],
  ["i'd rather have XX than YY", 'want avoid'],
  ['instead of XX, YY', 'avoid none'],
  ['only XX instead of YY', 'want! avoid'],
  ['rather something newer than XX', 'want'],
  ['not a bad XX', 'like*0.5'],
  ['i want not a bad XX', 'want*0.5'],
  ['a game about love from XX', 'none'],
  ['a good story from XX', 'none'],
  ['XX but not YY', 'none avoid!'],
  ['leave XX out', 'avoid!'],
  ['keep the XX games away from me', 'avoid!'],
  ["don't leave XX out", 'want'],
  ['keep XX', 'none'],
  ['i like XX not YY', 'like dislike'],
  ["i don't want any XX", 'avoid!'],
  ["i don't want anything XX", 'avoid!'],
  ["i wouldn't say no to XX", 'want!'],
  ['not in the mood for XX', 'avoid!'],
  ['only XX', 'want!'],
  ['maybe XX', 'none*0.5'],
  ['XX is fine', 'allow'],
  ["i don't mind XX", 'allow'],
  ['XX was great', 'like'],
  ["XX wasn't good", 'dislike'],
  ["XX isn't for me", 'dislike'],
  ['XX is boring', 'dislike'],
  ['i have played XX', 'none+seen'],
  ["haven't played XX", 'none-seen'],
  ['never heard of XX', 'none-seen'],
  ['it was awful', 'dislike'],
  ['loved it', 'like'],
  ['something like XX', 'none'],
])('%s: %s', (text, expected) => {
  expect(stances(text)).toBe(expected)
})

test('the clause before holds on where asked to', () => {
  const tokens = tokenize('but not XX')
  const read = readStance(tokens, 0, 3, gameWords, new Map([[2, 3]]), 'like')
  expect(read.at.get(2)?.stance).toBe('dislike')
})

test.each(['something like XX rather than YY', 'a XX instead of YY', 'like XX minus YY'])(
  '%s refuses the second',
  (text) => {
    const tokens = tokenize(text)
    const at = (name: string) => tokens.findIndex((token) => token.text === name)
    const mentions = new Map([at('XX'), at('YY')].map((start) => [start, start + 1]))
    const read = readStance(tokens, 0, tokens.length, gameWords, mentions)
    expect(read.at.get(at('YY'))?.stance).toBe('avoid')
    expect(read.at.get(at('XX'))?.stance).not.toBe('avoid')
  },
)
