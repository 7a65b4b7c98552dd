import { describe, expect, test } from 'vitest'
import { readReply } from '../../../src/evaluation/simulator/reading.ts'
import { works, world } from './toy.ts'

const buttons = (...labels: string[]) => labels.map((label) => ({ label }))
const read = (text: string, more: Partial<Parameters<typeof readReply>[0]> = {}) =>
  readReply({ text, cards: [], buttons: [], ...more }, world)

describe('a reply is read by its words', () => {
  test('cards are the list, by title and year; a lead above them asks nothing', () => {
    const cards = [{ title: 'Dune', year: 2021 }, { title: 'Star' }]
    expect(read('Noted: you like Star Road. How about one of these?', { cards })).toEqual({
      list: [works[4], works[1]],
    })
  })

  test('what follows a list may ask', () => {
    const cards = [{ title: 'Star' }]
    const { list, question } = read('These might suit you:', { cards, after: 'Have you seen Dr. Moss?' })
    expect(list).toEqual([works[1]])
    expect(question).toEqual({ about: 'seen', work: works[2] })
  })

  test.each([
    ['Noted: you like Star Road. And did you like Dr. Moss?', { about: 'opinion', work: works[2] }],
    ['I do not have "Doon". Did you mean Dune (2021)?', { about: 'meant', work: works[4] }],
    [
      'There are several: Dune (1984) or Dune (2021). Which one do you mean: Dune (1984) or Dune (2021)?',
      { about: 'which', works: [works[3], works[4]] },
    ],
    ['What is one that you really liked?', { about: 'open', sentence: 'What is one that you really liked?' }],
  ])('%s', (text, question) => {
    expect(read(text).question).toEqual(question)
  })

  test('buttons with values are kinds to choose from, yes and no are not', () => {
    const labels = buttons('space', 'drama', "Doesn't matter")
    expect(read('What are you in the mood for? (For example space or drama.)', { buttons: labels }).question).toEqual({
      about: 'kinds',
      kinds: ['space', 'drama'],
    })
    const { question } = read('Nothing fits. Shall I give up horror?', { buttons: buttons('Yes', 'No') })
    expect(question).toEqual({ about: 'yes-or-no', sentence: 'Shall I give up horror?' })
  })
})
