import { expect, test } from 'vitest'
import { simulatedPeople } from '../../../src/evaluation/simulator/person.ts'
import type { Work } from '../../../src/evaluation/simulator/world.ts'
import { Random } from '../../../src/random.ts'
import { interactionsOf } from '../../worlds/world.ts'

const works: Work[] = Array.from({ length: 20 }, (_, row) => ({
  title: `Work ${row}`,
  kinds: row < 10 ? ['even', 'all'] : ['all'],
}))
works.push({ title: 'Work 20', kinds: ['odd one'] })
const all = Array.from({ length: 20 }, (_, row) => row)
const data = { ...interactionsOf([all, [1, 2, 3], [...all, 20]], 21) }
const rated = { ...data, values: Float32Array.from(data.rows, (row) => (row % 4 === 3 ? 2 : 5)) }

test('half of the ratings have been seen, the likes of the others are wanted, nothing is both', () => {
  const [person, ...others] = simulatedPeople(rated, works, 4, new Random(1))
  expect(others).toHaveLength(1)
  expect(person!.seen.size).toBe(10)
  for (const work of person!.wanted) expect(person!.seen.has(work)).toBe(false)
  for (const [work, likes] of person!.seen) expect(likes).toBe(Number(work.title.slice(5)) % 4 !== 3)
  expect(person!.wanted.size + [...person!.seen.values()].filter(Boolean).length).toBe(15)
})

test('kinds by how many of what they liked are of it; what they will not have is none that they want', () => {
  const [first] = simulatedPeople(rated, works, 4, new Random(1))
  expect(first!.kinds).toEqual(['all', 'even'])
  expect(first!.never).toBe('odd one')
})

test('the same by the same seed', () => {
  const names = (seed: number) =>
    [...simulatedPeople(rated, works, 4, new Random(seed))[0]!.seen.keys()].map((w) => w.title)
  expect(names(3)).toEqual(names(3))
  expect(names(3)).not.toEqual(names(4))
})
