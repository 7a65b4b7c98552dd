import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { Listener } from '../../../src/recommenders/questions/listener.ts'
import { clarity, stoppingDefaults, stopsAsking } from '../../../src/recommenders/questions/stopping.ts'
import { spaceOf } from './space.ts'

/** Four directions, people spread alike along each: nothing is known of which one is theirs. */
const open = () =>
  spaceOf(
    [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  )

describe('how clear it is what is best', () => {
  test('not at all before the first answer: two bits of four', () => {
    const { best, bits } = clarity(new Listener(open()), new Random(1), 2000)
    expect(bits).toBeGreaterThan(1.99)
    expect(best).toBeLessThan(0.3)
  })

  test('clearer with an answer that settles it', () => {
    const listener = new Listener(open())
    listener.belief.observe([0, 1, 0, 0], 4, 0, 0.01)
    const { best, bits } = clarity(listener, new Random(1))
    expect(best).toBeGreaterThan(0.9)
    expect(bits).toBeLessThan(0.6)
  })

  test('what was asked about is not what will be recommended', () => {
    const listener = new Listener(open())
    listener.belief.observe([0, 1, 0, 0], 4, 0, 0.01)
    listener.unknown(1)
    expect(clarity(listener, new Random(1)).best).toBeLessThan(0.6)
  })
})

describe('asking stops', () => {
  const vague = { best: 0.2, bits: 3 }
  test.each([
    [0, vague, undefined, undefined],
    [1, { best: 0.5, bits: 1.5 }, vague, 'sure'],
    [1, { best: 0.2, bits: 2.99 }, vague, 'flat'],
    [1, { best: 0.2, bits: 2.5 }, vague, undefined],
    [stoppingDefaults.most, { best: 0.2, bits: 2.5 }, vague, 'enough'],
  ])('after %d questions at %o, before %o: %s', (questions, now, before, why) => {
    expect(stopsAsking(questions, now, before)).toBe(why)
  })
})
