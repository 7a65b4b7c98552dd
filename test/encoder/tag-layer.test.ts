import { expect, test } from 'vitest'
import type { TagHead } from '../../src/encoder/config.ts'
import { blocksOf } from '../../src/encoder/gru-layer.ts'
import { Parameters } from '../../src/encoder/parameters.ts'
import { allowed, TagLayer } from '../../src/encoder/tag-layer.ts'
import { Workspace } from '../../src/encoder/workspace.ts'
import { Random } from '../../src/random.ts'

const head: TagHead = { name: 'slots', labels: ['O', 'B-a', 'I-a', 'B-b', 'I-b'], chain: true }

test('an I- goes on from its own kind alone', () => {
  expect([allowed('B-a', 'I-a'), allowed('I-a', 'I-a'), allowed('O', 'B-a'), allowed('I-a', 'B-b')]).toEqual(
    Array(4).fill(true),
  )
  expect([allowed('O', 'I-a'), allowed('B-b', 'I-a'), allowed(undefined, 'I-a')]).toEqual(Array(3).fill(false))
})

test('decoding finds the best of all sequences that BIO allows', () => {
  const [lanes, steps, states] = [8, 4, 24]
  const space = new Workspace(1 << 21)
  const parameters = new Parameters(space, TagLayer.shapes(head, states), false)
  const random = new Random(2)
  parameters.start(random)
  parameters.values.forEach((_, i, all) => {
    all[i] = 3 * (random.next() - 0.5)
  })
  const layer = new TagLayer(space, parameters, head, states, lanes, steps, false)
  const y = blocksOf(space, steps, states, lanes)
  for (let trial = 0; trial < 20; trial++) {
    y.data.forEach((_, i, all) => {
      all[i] = random.next() - 0.5
    })
    layer.forward(y, steps)
    const next = parameters.of('slots.next')
    const first = parameters.of('slots.first').data
    const scoreOf = (path: readonly number[]) =>
      path.reduce((sum, label, t) => {
        const before = path[t - 1]
        const name = head.labels[label] as string
        if (!allowed(before === undefined ? undefined : head.labels[before], name)) return Number.NEGATIVE_INFINITY
        const step = before === undefined ? first[label] : next.data[before * next.width + label]
        return sum + (step as number) + layer.score(3, t, label)
      }, 0)
    let best: number[] = []
    for (let code = 0; code < 5 ** steps; code++) {
      const path = Array.from({ length: steps }, (_, t) => Math.floor(code / 5 ** t) % 5)
      if (best.length === 0 || scoreOf(path) > scoreOf(best)) best = path
    }
    expect([...layer.decode(3, steps)]).toEqual(best)
  }
})
