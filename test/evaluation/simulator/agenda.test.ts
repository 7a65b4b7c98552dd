import { describe, expect, test } from 'vitest'
import { Agenda } from '../../../src/evaluation/simulator/agenda.ts'
import { phrases } from '../../../src/evaluation/simulator/phrases.ts'
import { Random } from '../../../src/random.ts'
import { ada, honest, works } from './toy.ts'

const agenda = (manners = {}, seed = 1) => new Agenda({ ...ada, manners: { ...honest, ...manners } }, new Random(seed))

describe('answers', () => {
  test.each([
    ['seen and liked', works[0]!, 'seenLiked', true],
    ['seen and not liked', works[5]!, 'seenDisliked', true],
    ['not seen', works[4]!, 'unseen', false],
  ] as const)('%s', (_, work, phrase, tells) => {
    const saying = agenda().answer({ list: [], question: { about: 'seen', work } })
    expect(saying).toMatchObject({ phrase, tells })
    expect(phrases[phrase]).toContain(saying.text)
  })

  test('always the wrong way round at a rate of 1, never known at a rate of 1', () => {
    const question = { about: 'opinion', work: works[0]! } as const
    expect(agenda({ wrong: 1 }).answer({ list: [], question }).phrase).toBe('dislikedIt')
    expect(agenda({ unsure: 1 }).answer({ list: [], question }).phrase).toBe('unsure')
    expect(agenda({ impatience: 1 }).answer({ list: [], question }).phrase).toBe('enough')
  })

  test('the kind they like best of those offered', () => {
    const question = { about: 'kinds', kinds: ['Drama', 'Satire', 'horror'] } as const
    expect(agenda().answer({ list: [], question }).text).toContain('satire')
  })

  test('does not give up what they will not have', () => {
    const ask = (sentence: string) => agenda().answer({ list: [], question: { about: 'yes-or-no', sentence } }).phrase
    expect(ask('Shall I give up "no horror"?')).toBe('no')
    expect(ask('Shall I give up "space"?')).toBe('yes')
  })

  test('says which of two of one title', () => {
    const question = { about: 'which', works: [works[4]!, works[3]!] } as const
    expect(agenda().answer({ list: [], question }).text).toMatch(/Dune \((?:1984|2021)\)/)
  })
})

describe('an agenda', () => {
  test('begins with a title that they like, and runs out into "others?"', () => {
    const talk = agenda()
    expect(talk.open().phrase).toBe('liked')
    const said = Array.from({ length: 10 }, () => talk.answer({ list: [] }).phrase)
    expect(said).toContain('ten')
    expect(said.filter((phrase) => phrase === 'liked')).toHaveLength(2)
    expect(said.slice(-3)).toEqual(['another', 'another', 'another'])
  })

  test('remarks once on what they know, saves once what they would like', () => {
    const said = Array.from({ length: 40 }, (_, seed) => {
      const talk = agenda({}, seed)
      talk.open()
      return Array.from({ length: 12 }, () => talk.answer({ list: [works[5]!, works[4]!] }).text)
    })
    for (const lines of said) {
      expect(lines.filter((line) => line.includes('Quiet Hours')).length).toBeLessThanOrEqual(2)
      expect(lines.filter((line) => line.includes('Dune') && /list|save/.test(line)).length).toBeLessThanOrEqual(1)
    }
    expect(said.flat().some((line) => line.includes('Quiet Hours'))).toBe(true)
  })

  test('takes back what was said first, at a rate', () => {
    const talk = agenda({ changes: 1 })
    const { text } = talk.open()
    const { phrase, text: back } = talk.answer({ list: [] })
    expect(phrase).toBe('changed')
    const title = works.find((work) => text.includes(work.title))!.title
    expect(back).toContain(title)
  })
})
