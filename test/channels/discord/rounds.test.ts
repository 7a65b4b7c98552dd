import { expect, test } from 'vitest'
import { allShare, Rounds, tally, winner } from '../../../src/channels/discord/rounds.ts'
import { threeCards } from '../../serve/fake-bot.ts'

test('a round is remembered until it ends, or two hundred came after it', () => {
  const rounds = new Rounds()
  rounds.begin('a', '1', 'Anna', '')
  rounds.begin('b', '1', 'Anna', '')
  rounds.end('b')
  expect([rounds.find('a')?.organiser, rounds.find('b')]).toEqual(['1', undefined])
  for (let i = 0; i < 200; i++) rounds.begin(`${i}`, '1', 'Anna', '')
  expect(rounds.find('a')).toBeUndefined()
  expect(rounds.find('199')).toBeDefined()
})

test('votes are counted, one each; of equal ones the first wins', () => {
  const round = new Rounds().begin('a', '1', 'Anna', '')
  expect(winner(round)).toBeUndefined()
  round.options = threeCards
  expect(winner(round)).toBe(threeCards[0])
  round.votes.set('1', 2).set('2', 1)
  expect(tally(round)).toEqual([0, 1, 1])
  expect(winner(round)).toBe(threeCards[1])
  round.votes.set('2', 2)
  expect(winner(round)).toBe(threeCards[2])
})

test('reasons are shared where everybody says so', () => {
  const round = new Rounds().begin('a', '1', 'Anna', '')
  expect(allShare(round)).toBe(false)
  round.members.set('1', { name: 'Anna', shares: true })
  expect(allShare(round)).toBe(true)
  round.members.set('2', { name: 'Ben', shares: false })
  expect(allShare(round)).toBe(false)
})
