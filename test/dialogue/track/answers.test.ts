import { describe, expect, test } from 'vitest'
import { answered, answersChoice, applyChoice } from '../../../src/dialogue/track/answers.ts'
import { describe as line } from '../../../src/dialogue/track/event.ts'
import { clause, id } from '../../worlds/cinema.ts'

const [a, b] = [id('a'), id('b')]

describe('answered', () => {
  test('a confirmation does what was promised: gives a limit up, takes an opinion, turns to an item', () => {
    const yes = (promise: NonNullable<Parameters<typeof answered>[1]['yes']>) =>
      answered('affirm', { key: 'k', kind: 'confirm', yes: promise }).map(line)
    expect(yes({ relax: 'number:minutes' })).toEqual(['-number minutes'])
    expect(yes({ relax: 'axis:violence' })).toEqual(['-axis violence'])
    expect(yes({ relax: 'tag:genre:science fiction' })).toEqual(['-tag genre:science fiction'])
    expect(yes({ item: a, stance: 'dislike' })).toEqual(['+dislike a', undefined])
    expect(yes({ about: a })).toEqual([undefined])
    expect(answered('deny', { key: 'k', kind: 'confirm', yes: { relax: 'number:minutes' } })).toEqual([])
  })

  test('"both" of two values wants both; of five it tells nothing', () => {
    const asked = (values: string[]) =>
      answered('both', { key: 'genre', kind: 'tag', field: 'genre', values }).map(line)
    expect(asked(['comedy', 'war'])).toEqual(['+want genre:comedy', '+want genre:war'])
    expect(asked(['a', 'b', 'c', 'd', 'e'])).toEqual([])
  })

  test('"don\'t know" is no answer to anything', () => {
    for (const kind of ['seen', 'opinion', 'choice', 'tag', 'confirm', 'open'] as const) {
      expect(
        answered('dont_know', { key: 'k', kind, items: [a, b], field: 'genre', values: ['x', 'y'], yes: { about: a } }),
      ).toEqual([])
    }
  })
})

test('the item chosen gets what was meant for one of them', () => {
  const apply = (purpose: 'opinion' | 'near' | 'about' | 'why' | 'save') =>
    applyChoice(a, { stance: 'like', purpose }).map(({ type }) => type)
  expect(apply('opinion')).toEqual(['opinion', 'focus'])
  expect(apply('near')).toEqual(['near'])
  expect(apply('save')).toEqual(['saved'])
  expect(apply('about')).toEqual(['focus'])
})

test('only a bare answer answers "which one?"', () => {
  expect(answersChoice(clause('opinion'))).toBe(true)
  expect(answersChoice(clause('opinion', { stance: 'dislike' }))).toBe(false)
  expect(answersChoice(clause('seen', { seen: true }))).toBe(false)
  expect(answersChoice(clause('save'))).toBe(false)
})
