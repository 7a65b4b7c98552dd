import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { Bandit, bandit } from '../../../src/recommenders/questions/bandit.ts'
import { Listener } from '../../../src/recommenders/questions/listener.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask } from '../train.ts'

const interactions = interactionsOf(
  Array.from({ length: 30 }, (_, p) => [p % 3, 3 + (p % 3), (p * 7) % 6]),
  6,
)

test('scores are what a listener believes after the likes of a history, and it starts anew each time', async () => {
  const model = bandit.create({ embeddingSize: 3 })
  await model.fit({ interactions }, { random: new Random(1), workers: 1 })
  expect(model).toBeInstanceOf(Bandit)
  const listener = new Listener((model as Bandit).space)
  listener.rated(1, 1)
  listener.rated(4, 1)
  const scores = ask(model, 1, 4, 1)
  expect([...scores]).toEqual([...Float32Array.from(listener.means)])
  expect(ask(model, 1, 4)).toEqual(scores)
})

test('before it is fitted it has no space', () => {
  expect(() => new Bandit(bandit.defaults).space).toThrow(expect.objectContaining({ code: 'NOT_FITTED' }))
})
