import { expect, test } from 'vitest'
import { Filter } from '../../../src/dialogue/mind/constraints.ts'
import type { Constraint } from '../../../src/dialogue/mind/mind.ts'
import { relax } from '../../../src/dialogue/mind/relax.ts'
import { catalogueOf, id } from './world.ts'

const catalogue = catalogueOf([
  { id: 'short card', tags: { kind: ['card'] }, numbers: { minutes: 10 } },
  { id: 'long card', tags: { kind: ['card'] }, numbers: { minutes: 100 } },
  { id: 'longer card', tags: { kind: ['card'] }, numbers: { minutes: 200 } },
  { id: 'short dice', tags: { kind: ['dice'] }, numbers: { minutes: 10 } },
  { id: 'long dice', tags: { kind: ['dice'] }, numbers: { minutes: 100 } },
])
const card: Constraint = { kind: 'tag', field: 'kind', value: 'card', has: true }
const short: Constraint = { kind: 'number', field: 'minutes', max: 30 }

test('counts what each constraint alone keeps away, most first, with the best scored as example', () => {
  const verdicts = new Filter(catalogue).judge([card, short], [])
  expect(relax([card, short], verdicts, Float64Array.of(1, 2, 3, 4, 5), catalogue)).toEqual([
    { constraints: [short], candidates: 3, example: 'longer card' },
    { constraints: [card], candidates: 2, example: 'short dice' },
  ])
})

test('leaves out what would bring nothing, and never an excluded item', () => {
  const verdicts = new Filter(catalogue).judge([card, short], [id('short dice')])
  expect(relax([card, short], verdicts, new Float64Array(5).fill(1), catalogue)).toMatchObject([
    { constraints: [short] },
  ])
})

test('where no single one is enough: all that the closest item breaks', () => {
  const wanted: Constraint[] = [{ kind: 'tag', field: 'kind', value: 'war', has: true }, { ...short, max: 5 }, card]
  const verdicts = new Filter(catalogue).judge(wanted, [])
  expect(relax(wanted, verdicts, Float64Array.of(1, 2, 3, 4, 5), catalogue)).toEqual([
    { constraints: wanted.slice(0, 2), candidates: 3, example: 'longer card' },
  ])
})
