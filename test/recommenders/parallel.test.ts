import { expect, test } from 'vitest'
import { hogwildNote } from '../../src/recommenders/parallel.ts'
import { recipes } from '../../src/recommenders/registry.ts'

test('whatever is trained by several threads gives the same bits unless it is asked for others', () => {
  const both = recipes.filter(({ defaults }) => 'parallel' in defaults)
  expect(both.length).toBeGreaterThan(1)
  for (const { name, defaults } of both) expect(defaults, name).toMatchObject({ parallel: 'synchronous' })
})

test('the note says what the next run will do', () => {
  expect(hogwildNote(3, 'weights')).toMatch(/3 workers shared the weights .* next run gives slightly different ones/)
})
