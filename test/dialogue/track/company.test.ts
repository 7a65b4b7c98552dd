import { expect, test } from 'vitest'
import { companyEvents } from '../../../src/dialogue/track/company.ts'
import { type Event, describe as line } from '../../../src/dialogue/track/event.ts'
import { apply, replay } from '../../../src/dialogue/track/fold.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'
import { clause, id, tag } from '../../worlds/cinema.ts'

const said = (...args: Parameters<typeof companyEvents>) => companyEvents(...args).map(line)

test('none of it is the person’s own: tags are kept apart, titles are marks to go by', () => {
  const hates = clause('opinion', { tags: [tag('genre', 'horror', 'dislike')] })
  expect(said(hates, 'your wife', [])).toEqual(['+company avoid genre:horror'])
  const bare = clause('opinion')
  expect(said(bare, 'her', [{ item: id('a'), stance: 'like' }])).toEqual(['+near a'])
  expect(said(bare, 'her', [{ item: id('a'), stance: 'dislike' }])).toEqual(['+unlike a'])
  expect(said(bare, 'her', [{ item: id('a'), stance: 'neutral', seen: true }])).toEqual(['+reject a'])
  expect(said(hates, '', [{ item: id('a'), stance: 'like' }])).toEqual([])
})

const avoid = { type: 'company', whose: 'your wife', field: 'genre', value: 'horror', stance: 'avoid' } as const
const fold = (...events: Event[]) => events.reduce((state, event, i) => apply(state, event, i + 1), fresh('c')).company

test('it outlives a new wish, and ends with a restart or when the subject is welcome again', () => {
  expect(fold(avoid, { type: 'wish' })).toHaveLength(1)
  expect(fold(avoid, { type: 'restarted' })).toEqual([])
  const horror = { type: 'tag', field: 'genre', value: 'horror', strength: 1, hard: false } as const
  expect(fold(avoid, { ...horror, stance: 'allow' })).toEqual([])
  expect(fold(avoid, { ...horror, stance: 'like' })).toHaveLength(1)
})

test('another talk does not know of it', () => {
  expect(replay([{ seq: 1, conversation: 'c', data: avoid }], 'd').company).toEqual([])
})
