import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { SessionBatches } from '../../../src/recommenders/session/session-batches.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf } from '../../worlds/world.ts'

/** A whole pass as [input, target, reset] of every slot, step by step; dead slots are null. */
function pass(
  sequences: number[][],
  batch: number,
  options: { least?: number; times?: number[]; chunk?: number } = {},
) {
  const data = interactionsOf(sequences, 100)
  if (options.times) {
    for (let s = 0; s < sequences.length; s++) data.times.fill(options.times[s]!, data.offsets[s], data.offsets[s + 1])
  }
  const chunk = options.chunk ?? 3
  const lanes = batch + 2
  const batches = new SessionBatches(data, batch, lanes, options.least ?? 1)
  const steps: ([number, number, number] | null)[][] = []
  let events = 0
  const walk = () => {
    steps.length = 0
    events = 0
    batches.restart()
    for (;;) {
      const into = {
        inputs: new Int32Array(chunk * lanes),
        targets: new Int32Array(chunk * lanes),
        resets: new Uint8Array(chunk * lanes),
      }
      const filled = batches.fill(into, chunk)
      events += filled.events
      for (let s = 0; s < filled.steps; s++) {
        const slots = Array.from({ length: lanes }, (_, slot) => s * lanes + slot)
        expect(slots.slice(batch).every((i) => into.inputs[i] === -1 && into.targets[i] === -1)).toBe(true)
        steps.push(
          slots
            .slice(0, batch)
            .map((i) => (into.targets[i]! < 0 ? null : [into.inputs[i]!, into.targets[i]!, into.resets[i]!])),
        )
      }
      if (filled.steps < chunk) return
    }
  }
  walk()
  return { steps, events, batches, walk }
}

describe('session-parallel batches', () => {
  test('each slot walks a session, takes the next where it ends, and forgets only then', () => {
    const { steps } = pass(
      [
        [1, 2, 3],
        [4, 5],
        [6, 7, 8, 9],
      ],
      2,
    )
    expect(steps).toEqual([
      [
        [1, 2, 1],
        [4, 5, 1],
      ],
      [
        [2, 3, 0],
        [6, 7, 1],
      ],
      [null, [7, 8, 0]],
      [null, [8, 9, 0]],
    ])
  })

  test('the tail is learned to its end: slots fall dead one by one', () => {
    const { steps, events, batches } = pass(
      [
        [1, 2, 3, 4, 5],
        [6, 7],
        [8, 9],
      ],
      3,
    )
    expect(steps.length).toBe(4)
    expect(events).toBe(batches.events)
    expect(events).toBe(6)
  })

  test('where the only negatives are the targets of others, a single slot has none and the pass ends', () => {
    const { steps } = pass(
      [
        [1, 2, 3, 4, 5],
        [6, 7, 8],
      ],
      2,
      { least: 2 },
    )
    expect(steps.length).toBe(2)
  })

  test('sessions go by their start, equal ones as in the file, and are never shuffled', () => {
    const sequences = [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ]
    const first = (found: ReturnType<typeof pass>) => found.steps.map(([slot]) => slot![0])
    expect(first(pass(sequences, 1, { times: [30, 10, 20, 10] }))).toEqual([3, 7, 5, 1])
    expect(first(pass(sequences, 1, { times: [Number.NaN, 1, 2, 3] }))).toEqual([1, 3, 5, 7])
  })

  test('sessions of one event and none teach nothing', () => {
    expect(pass([[1], [], [2, 3], [4]], 2).steps).toEqual([[[2, 3, 1], null]])
    expect(pass([[1], []], 2).steps).toEqual([])
  })

  test.each([1, 4, 7])(
    'every pair comes just once, in chunks of %i steps as well, and again in the next pass',
    (chunk) => {
      const sequences = noise(new Random(2), 50, 40, 9)
      const wanted = sequences.flatMap((s) => s.slice(1).map((item, i) => `${s[i]} ${item}`)).sort()
      const found = pass(sequences, 5, { chunk })
      const pairs = () =>
        found.steps.flatMap((step) => step.flatMap((one) => (one ? [`${one[0]} ${one[1]}`] : []))).sort()
      expect(pairs()).toEqual(wanted)
      found.walk()
      expect(pairs()).toEqual(wanted)
    },
  )

  test('shares part the sessions, each in the order of the whole', () => {
    const data = interactionsOf(noise(new Random(2), 50, 40, 9), 100)
    const whole = new SessionBatches(data, 4, 4, 1)
    const shares = [0, 1, 2].map((part) => new SessionBatches(data, 4, 4, 1, { part, of: 3 }))
    for (const [part, { order }] of shares.entries()) {
      expect([...order]).toEqual([...whole.order].filter((_, at) => at % 3 === part))
    }
    expect(shares.reduce((sum, { events }) => sum + events, 0)).toBe(whole.events)
  })
})
