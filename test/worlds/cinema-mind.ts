import { createInlineMind } from '../../src/dialogue/mind/inline-mind.ts'
import type { Mind } from '../../src/dialogue/mind/mind.ts'
import { createEngine } from '../../src/dialogue/mind/recommend.ts'
import type { Meaning } from '../../src/dialogue/understand/meaning.ts'
import { Random } from '../../src/random.ts'
import { measureScale } from '../../src/recommenders/blend.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { cinema } from './cinema.ts'

/** A mind over the toy cinema: content alone recommends, and it is told what messages mean. */
export async function cinemaMind(understand: (text: string) => Meaning): Promise<Mind> {
  const content = recipe('content').create({})
  const nothing = {
    items: cinema.vocabulary,
    offsets: new Uint32Array(1),
    rows: new Uint32Array(0),
    times: new Float64Array(0),
    values: new Float32Array(0),
    names: [],
  }
  await content.fit({ interactions: nothing, content: cinema.items }, { random: new Random(1) })
  const engine = createEngine({
    catalogue: cinema,
    models: [{ name: 'content', model: content, scale: measureScale(content) }],
  })
  return createInlineMind({ engine, understanding: { understand } })
}
