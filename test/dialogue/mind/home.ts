import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { save } from '../../../src/artifacts/save.ts'
import type { MindSource } from '../../../src/dialogue/mind/load.ts'
import { Random } from '../../../src/random.ts'
import { recipe } from '../../../src/recommenders/registry.ts'
import { catalogueOf, domain } from './world.ts'

export const games = Array.from({ length: 30 }, (_, row) => ({
  id: `g${row}`,
  title: `Game ${row}`,
  kind: [row % 2 ? 'card' : 'dice'],
  description: `A game number ${row}.`,
}))

/** A small home on disk, read as a real one: catalogue, domain, popularity; the project's own intents. */
export async function writeHome(): Promise<{ source: MindSource; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-mind-'))
  const catalogue = join(folder, 'games.jsonl')
  await writeFile(catalogue, games.map((game) => `${JSON.stringify(game)}\n`).join(''))
  // JSON is YAML.
  await writeFile(join(folder, 'domain.yml'), JSON.stringify(domain))
  const intents = join(folder, 'intents')
  await cp(fileURLToPath(new URL('../../../intents', import.meta.url)), intents, { recursive: true })

  const { vocabulary } = catalogueOf(games.map(({ id }) => ({ id })))
  // Game n is taken n times.
  const rows = games.flatMap((_, row) => Array<number>(row).fill(row))
  const model = recipe('popularity').create()
  const interactions = {
    items: vocabulary,
    offsets: Uint32Array.from({ length: rows.length + 1 }, (_, at) => at),
    rows: Uint32Array.from(rows),
    times: new Float64Array(rows.length).fill(Number.NaN),
    values: new Float32Array(rows.length).fill(1),
    names: rows.map((_, at) => `${at}`),
  }
  await model.fit({ interactions }, { random: new Random(1) })
  await save(
    join(folder, 'models', 'popularity'),
    {
      model: 'popularity',
      config: model.config,
      items: vocabulary.ids,
      data: { fingerprint: 'test', events: rows.length },
      metrics: { scale: 29 },
    },
    model.tensors(),
  )
  return {
    source: { catalogue: [catalogue], domain: join(folder, 'domain.yml'), intents, models: join(folder, 'models') },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
