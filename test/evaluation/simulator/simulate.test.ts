import { describe, expect, test } from 'vitest'
import type { SeenReply } from '../../../src/evaluation/simulator/reading.ts'
import { simulateTalk } from '../../../src/evaluation/simulator/simulate.ts'
import { Random } from '../../../src/random.ts'
import { ada, world } from './toy.ts'

const reply = (text: string, ...titles: [string, number][]): SeenReply => ({
  text,
  cards: titles.map(([title, year]) => ({ title, year })),
  buttons: [],
})
const promises = (text: string, kind: string) => text === `No ${kind}.`
const lost = (text: string) => text.startsWith('Sorry')
const talk = (respond: (text: string, turn: number) => SeenReply, turns = 6, seed = 1) => {
  let turn = 0
  return simulateTalk(ada, world, async (_, text) => respond(text, turn++), new Random(seed), { turns, lost, promises })
}

describe('a simulated talk', () => {
  test('a list with what they would like is a hit, and good by its place; shown twice it is a repetition', async () => {
    const { turns } = await talk(() => reply('Try these:', ['Star', 1980], ['Dune', 2021]), 2)
    expect(turns[0]).toMatchObject({ hit: true, repeated: 0 })
    expect(turns[0]!.ndcg).toBeCloseTo(1 / Math.log2(3), 12)
    expect(turns[1]).toMatchObject({ hit: false, repeated: 2 })
  })

  test('what they spoke of as known and is offered contradicts them', async () => {
    const { turns } = await talk((text) => {
      const title = ['Star Road', 'Dr. Moss'].find((one) => text.includes(one))
      return title ? reply('Try this:', [title, title === 'Dr. Moss' ? 1964 : 1999]) : reply('Hm.')
    }, 1)
    expect(turns[0]).toMatchObject({ repeated: 0, contradicted: 1 })
  })

  test('a kind that they ruled out is a violation once they have said so', async () => {
    let checked = 0
    for (let seed = 0; seed < 10; seed++) {
      const { turns } = await talk(() => reply('Try this:', ['Night Ferry', 2011]), 6, seed)
      const said = turns.findIndex(({ phrase }) => phrase === 'never')
      turns.forEach(({ violations }, turn) => {
        expect(violations).toBe(said >= 0 && turn >= said ? 1 : 0)
      })
      if (said >= 0) checked++
    }
    expect(checked).toBeGreaterThan(0)
  })

  test('what was promised to be left out and is shown is a promise broken', async () => {
    const outcomes = new Set<string>()
    for (let seed = 0; seed < 12; seed++) {
      for (const answer of ['No horror.', 'Horror it is.']) {
        const { turns } = await talk(
          (text) => reply(text.includes('horror') ? answer : 'Try:', ['Night Ferry', 2011]),
          6,
          seed,
        )
        if (!turns.some(({ phrase }) => phrase === 'never')) continue
        const broken = turns.reduce((sum, turn) => sum + turn.broken, 0)
        outcomes.add(`${answer} ${broken > 0}`)
      }
    }
    expect([...outcomes].sort()).toEqual(['Horror it is. false', 'No horror. true'])
  })

  test('counts what they told, questions, and replies that are lost', async () => {
    const { turns } = await talk((_, turn) => (turn === 1 ? reply('Sorry?') : reply('Have you seen Quiet Hours?')), 3)
    expect(turns.map(({ told }) => told)).toEqual([1, 2, 2])
    expect(turns.map(({ asks }) => asks)).toEqual([true, true, true])
    expect(turns.map(({ lost: is }) => is)).toEqual([false, true, false])
    expect(turns[1]!.phrase).toBe('seenDisliked')
  })

  test('is the same talk by the same seed', async () => {
    const once = () => talk(() => reply('Have you seen Dune (2021)?'), 8, 5)
    expect(await once()).toEqual(await once())
  })
})
