import type { Interactions } from '../../src/datasets/interactions.ts'
import { select } from '../../src/datasets/select.ts'
import { splitPeople } from '../../src/datasets/splits.ts'
import type { Random } from '../../src/random.ts'
import { spaceDefaults } from '../../src/recommenders/questions/bandit.ts'
import { fitTasteSpace, type TasteSpace } from '../../src/recommenders/questions/taste-space.ts'

/** A fifth of the people with 20 items and more, the others over the same rows of items, and a space learned from these. */
export async function coldWorld(
  all: Interactions,
  random: Random,
): Promise<{ held: Interactions; train: Interactions; space: TasteSpace }> {
  const { held } = splitPeople(all, random.fork('people'), 0.2, 20)
  const out = new Set(held.names)
  const train = select(all, (_, s) => !out.has(all.names[s]!), { repack: false })
  const space = await fitTasteSpace(train, spaceDefaults, { random: random.fork('space') })
  return { held, train, space }
}
