import { describe, expect, test } from 'vitest'
import type { Act } from '../../../src/dialogue/decide/act.ts'
import { readReplies } from '../../../src/dialogue/speak/replies.ts'
import { Speaker } from '../../../src/dialogue/speak/speak.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'
import { cinema, id } from '../../worlds/cinema.ts'

const speaker = new Speaker(cinema, readReplies(new URL('../../../intents/replies.yml', import.meta.url).pathname))
const speak = (acts: Act[], state = fresh('c'), seed = 1) =>
  speaker.speak({ acts, events: [], degraded: false }, { state, events: [], intents: [], seed })

const suggest = (...items: string[]) => items.map((item) => ({ item: id(item), score: 1, parts: {}, reasons: [] }))
const recommend = (items: string[], more: Partial<Extract<Act, { act: 'recommend' }>> = {}): Act => ({
  act: 'recommend',
  suggestions: suggest(...items),
  how: 'plain',
  near: [],
  few: items.length < 3,
  loosened: false,
  degraded: false,
  ...more,
})

describe('speak', () => {
  test('numbers agree: one and three', () => {
    expect(speak([recommend(['red-moon-1979'])]).reply.text).toMatch(/Only one fits/)
    const { reply } = speak([recommend(['red-moon-1979', 'quiet-river-1994', 'loud-city-2004'])])
    expect(reply.cards).toHaveLength(3)
    expect(reply.text).not.toMatch(/\{|undefined|NaN/)
  })

  test('a question stands after the list', () => {
    const ask: Act = { act: 'ask', question: { key: 'genre', kind: 'tag', field: 'genre', values: ['comedy', 'war'] } }
    const { reply } = speak([recommend(['red-moon-1979']), ask])
    expect(reply.after).toContain('What kind of film?')
    expect(reply.after).toContain('comedy or war')
  })

  test('every act has words, filled in completely', () => {
    const item = id('red-moon-1979')
    const acts: Act[] = [
      { act: 'greet', again: false },
      { act: 'greet', again: true },
      { act: 'introduce' },
      { act: 'help' },
      ...(['thanks', 'bye', 'small_talk', 'bot_identity', 'compliment'] as const).map(
        (kind): Act => ({ act: 'courtesy', kind }),
      ),
      ...(['plain', 'more', 'narrowed', 'surprise', 'first', 'person', 'similar'] as const).map((how) =>
        recommend(['red-moon-1979'], { how, near: [id('star-road-1999')], person: 'Ann Lee' }),
      ),
      { act: 'nothing', constraints: [] },
      {
        act: 'nothing',
        constraints: [{ kind: 'number', field: 'minutes', max: 60 }],
        relax: { constraints: [{ kind: 'number', field: 'minutes', max: 60 }], candidates: 1, example: item },
      },
      { act: 'explain', item, reasons: [{ kind: 'popular' }, { kind: 'variety' }], offered: true },
      { act: 'explain', item, reasons: [], offered: true },
      { act: 'explain', item, reasons: [], offered: false },
      { act: 'inform', item, field: 'director', values: ['Ann Lee'] },
      { act: 'inform', item, field: '?colour', values: [] },
      { act: 'about', item },
      { act: 'where', item },
      { act: 'where', item, link: 'https://example.org' },
      { act: 'profile' },
      { act: 'watchlist' },
      { act: 'forget' },
      { act: 'export' },
      { act: 'undo', done: true, items: [], tags: [] },
      { act: 'undo', done: true, items: [item], tags: [{ field: 'genre', value: 'war' }] },
      { act: 'nothing-to-forget' },
      { act: 'accept', answer: 'neither' },
      { act: 'accept', answer: 'unsure' },
      { act: 'no-field', field: 'minutes' },
      { act: 'inform', item, field: 'violence', values: [], level: 3 },
      { act: 'undo', done: false, items: [], tags: [] },
      { act: 'restart' },
      { act: 'unknown-title', surface: 'Zorblax', nearest: [item, id('star-road-1999')] },
      { act: 'unknown-title', surface: 'Zorblax', nearest: [] },
      { act: 'care' },
      { act: 'boundary' },
      { act: 'out-of-scope' },
      { act: 'which-item' },
      ...[0, 1, 2, 3].map((times): Act => ({ act: 'fallback', times })),
    ]
    for (const act of acts) {
      for (let seed = 0; seed < 5; seed++) {
        const { text } = speak([act], fresh('c'), seed).reply
        expect(text, act.act).not.toBe('')
        expect(text, act.act).not.toMatch(/[{}|]|undefined|null|NaN| {2}| [.,:;?!]/)
      }
    }
  })

  test('undo says what it took back, a level is put into words', () => {
    const tags = [{ field: 'genre', value: 'war' }]
    expect(speak([{ act: 'undo', done: true, items: [id('quiet-river-1994')], tags }]).reply.text).toMatch(
      /Quiet River and war films/,
    )
    const level = (n: number) =>
      speak([{ act: 'inform', item: id('red-moon-1979'), field: 'violence', values: [], level: n }]).reply.text
    expect(level(3)).toContain('very violent')
    expect(level(0)).toContain('not at all violent')
  })

  test('nobody is left without a word', () => {
    expect(speak([]).reply.text).not.toBe('')
    expect(speak([{ act: 'acknowledge', events: [] }]).reply.text).not.toBe('')
  })

  test('never the same text twice in a row, where there is another way to say it', () => {
    const first = speak([{ act: 'courtesy', kind: 'thanks' }])
    const state = { ...fresh('c'), sentences: first.spoke.sentences, lastText: first.spoke.text }
    for (let seed = 0; seed < 20; seed++)
      expect(speak([{ act: 'courtesy', kind: 'thanks' }], state, seed).reply.text).not.toBe(first.reply.text)
  })
})
