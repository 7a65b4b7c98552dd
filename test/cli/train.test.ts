import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { load, loadModel } from '../../src/artifacts/load.ts'
import { importHome } from '../../src/cli/import.ts'
import { trainHome } from '../../src/cli/train.ts'
import { homeFile, homeYaml, openHome, readHome } from '../../src/home.ts'
import { usualModels } from '../../src/recommenders/usual.ts'
import { folder } from '../datasets/folder.ts'

const games = resolve(import.meta.dirname, '../../examples/boardgames')
const run = { seed: 1, now: () => 0 }

test('fits and saves every model; they load for the catalogue and score', async () => {
  const home = join(folder({}), 'home')
  await importHome(games, { home, skipBadRows: 0, force: false })
  const told: string[] = []
  const report = await trainHome(home, {
    ...run,
    progress: {
      show: (text) => told.push(text),
      fit: (name) => ({ progress: (done, total) => told.push(`${name} ${done / total}`) }),
    },
  })
  expect(report[0]).toMatch(/^2079 likes of 300 people or sessions, 60 items$/)
  expect(readdirSync(join(home, 'models')).sort()).toEqual(Object.keys(usualModels).sort())
  const { catalogue } = await readHome(await openHome(home))
  const scores = new Float32Array(60)
  const row = catalogue.vocabulary.row('wingspan')
  for (const name of readdirSync(join(home, 'models'))) {
    const model = await loadModel(join(home, 'models', name), catalogue.vocabulary.ids)
    model.score({ history: row === undefined ? [] : [row] }, scores)
    expect(scores.some((score) => score > 0)).toBe(true)
    expect((await load(join(home, 'models', name))).manifest.metrics.scale).toBeGreaterThan(0)
  }
  expect(told).toEqual(expect.arrayContaining(['ease 1', 'ease: saving']))
  expect(report).toContain('blend: the shipped weights, as there are too few people to fit others on')

  const again = await load(join(home, 'models', 'ease'))
  await trainHome(home, run)
  expect((await load(join(home, 'models', 'ease'))).hash).toBe(again.hash)
}, 120_000)

test('without interactions the models that need them are left out, with a note', async () => {
  const dir = folder({})
  await cp(games, join(dir, 'games'), { recursive: true })
  rmSync(join(dir, 'games', 'interactions.tsv'))
  const home = join(dir, 'home')
  await importHome(join(dir, 'games'), { home, skipBadRows: 0, force: false })
  expect((await trainHome(home, run)).join('\n')).toMatch(/content/)
  expect(readdirSync(join(home, 'models'))).toEqual(['content'])

  const { config } = await openHome(home)
  const { writeFile } = await import('node:fs/promises')
  await writeFile(join(home, homeFile), homeYaml({ ...config, models: { ease: {}, content: {} } }))
  expect(await trainHome(home, run)).toContain('ease: left out, as it needs interactions and there are none')
  await writeFile(join(home, homeFile), homeYaml({ ...config, models: { ease: {} } }))
  await expect(trainHome(home, run)).rejects.toMatchObject({ code: 'NOTHING_TO_TRAIN' })
  await writeFile(join(home, homeFile), homeYaml({ ...config, models: { nonsense: {} } }))
  await expect(trainHome(home, run)).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' })
})

test('only likes are learned', async () => {
  const dir = folder({
    'domain.yml':
      'name: teas\nnoun: { one: tea, many: teas }\nverb: { base: drink, past: drunk, ing: drinking }\ntags: {}\n',
    'catalogue.csv': 'id,title\na,Assam\nb,Green\n',
    'interactions.tsv': 'user\titem\trating\nann\ta\t5\nann\tb\t3\nbob\ta\t4\n',
    [homeFile]: homeYaml({
      name: 't',
      domain: 'domain.yml',
      catalogue: ['catalogue.csv'],
      interactions: 'interactions.tsv',
      like: 4,
      models: { popularity: {} },
    }),
  })
  await trainHome(dir, run)
  const model = await loadModel(join(dir, 'models', 'popularity'), ['a', 'b'])
  const scores = new Float32Array(2)
  model.score({ history: [] }, scores)
  expect([...scores]).toEqual([2, 0])
})

test('a training that was cut off goes on from its last epoch, to the same bits', async () => {
  const home = join(folder({}), 'home')
  await importHome(games, { home, skipBadRows: 0, force: false })
  const { config } = await openHome(home)
  const gru4rec = { hiddenSizes: [8], negatives: 16, epochs: 3 }
  writeFileSync(join(home, homeFile), homeYaml({ ...config, models: { gru4rec } }))
  await trainHome(home, run)
  const whole = await load(join(home, 'models', 'gru4rec'))
  expect(readdirSync(join(home, 'training'))).toEqual([])
  rmSync(join(home, 'models'), { recursive: true })

  const epochs: number[] = []
  const progress = {
    show() {},
    fit: () => ({
      epoch({ epoch }: { epoch: number }) {
        epochs.push(epoch)
        if (epochs.length === 2) throw new Error('the lights went out')
      },
    }),
  }
  await expect(trainHome(home, { ...run, progress })).rejects.toThrow('the lights went out')
  expect(readdirSync(join(home, 'training')).length).toBe(1)
  await trainHome(home, { ...run, progress })
  expect(epochs).toEqual([1, 2, 2, 3])
  expect((await load(join(home, 'models', 'gru4rec'))).hash).toBe(whole.hash)
  expect(readdirSync(join(home, 'training'))).toEqual([])
})
