import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exists, placesIn } from '../../src/cli/training-places.ts'
import { folder } from '../datasets/folder.ts'

test('equal trainings have one file, others another; clearing takes all of a model and of no other', async () => {
  const home = folder({})
  mkdirSync(join(home, 'training'))
  writeFileSync(join(home, 'training', 'notes.txt'), 'mine')
  const places = placesIn(home)
  const one = places.of('prod2vec', { epochs: 3, seed: 1 })
  expect(places.of('prod2vec', { seed: 1, epochs: 3 })).toBe(one)
  const other = places.of('prod2vec', { epochs: 4, seed: 1 })
  expect(other).not.toBe(one)
  const bagged = places.of('bagged-prod2vec', { epochs: 3 })
  for (const path of [one, `${one}.draft`, other, bagged]) writeFileSync(path, '')
  expect(await exists(one)).toBe(true)
  await places.clear('prod2vec')
  expect(await exists(one)).toBe(false)
  expect(
    readdirSync(join(home, 'training'))
      .map((name) => join(home, 'training', name))
      .sort(),
  ).toEqual([bagged, join(home, 'training', 'notes.txt')].sort())
  await placesIn(join(home, 'nowhere')).clear('ease')
})
