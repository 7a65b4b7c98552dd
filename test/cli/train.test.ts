import { spawn } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadBlendWeights, saveBlendWeights } from '../../src/artifacts/blend-weights.ts'
import { load, loadModel } from '../../src/artifacts/load.ts'
import { importHome } from '../../src/cli/import.ts'
import { trainHome } from '../../src/cli/train.ts'
import { madeBy } from '../../src/cli/versions.ts'
import { homeFile, homeYaml, openHome, readHome } from '../../src/home.ts'
import { usualModels } from '../../src/recommenders/usual.ts'
import { folder } from '../datasets/folder.ts'
import { program } from '../program.ts'

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

/** A home of the board games with these models. */
async function homeWith(models: Record<string, Record<string, unknown>>) {
  const home = join(folder({}), 'home')
  await importHome(games, { home, skipBadRows: 0, force: false })
  const { config } = await openHome(home)
  const write = (others: typeof models) => writeFileSync(join(home, homeFile), homeYaml({ ...config, models: others }))
  write(models)
  return { home, write, training: join(home, 'training'), models: join(home, 'models') }
}

/** Writes down what it is told, and throws when told of an epoch. */
function cutAt(last: number, told: { epochs: number[]; resumed: number[][] }) {
  return {
    show() {},
    fit: () => ({
      resumed: (epoch: number, of: number) => void told.resumed.push([epoch, of]),
      epoch({ epoch }: { epoch: number }) {
        if (epoch === last) throw new Error('the lights went out')
        told.epochs.push(epoch)
      },
    }),
  }
}

test('a training that was cut off goes on from its last epoch, to the same bits', async () => {
  const gru4rec = { hiddenSizes: [8], negatives: 16, epochs: 3 }
  const { home, write, training, models } = await homeWith({ gru4rec })
  await trainHome(home, run)
  const whole = await load(join(models, 'gru4rec'))
  expect(whole.manifest.versions).toEqual(await madeBy())
  expect(readdirSync(training)).toEqual([])
  rmSync(models, { recursive: true })

  const told = { epochs: [] as number[], resumed: [] as number[][] }
  await expect(trainHome(home, { ...run, progress: cutAt(2, told) })).rejects.toThrow('the lights went out')
  expect(readdirSync(training).length).toBe(1)
  // Neither more epochs nor another number of threads begins anew.
  write({ gru4rec: { ...gru4rec, epochs: 4, workers: 2 } })
  await expect(trainHome(home, { ...run, progress: cutAt(3, told) })).rejects.toThrow('the lights went out')
  expect(readdirSync(training).length).toBe(1)
  // Fewer than are done is told with the file.
  write({ gru4rec: { ...gru4rec, epochs: 1 } })
  await expect(trainHome(home, run)).rejects.toMatchObject({
    code: 'CHECKPOINT_MISMATCH',
    message: expect.stringMatching(/2 epochs, and 1 are wanted \(.*training.gru4rec-\w+\.checkpoint\)$/),
  })
  write({ gru4rec })
  // What a training with other options left goes with this one.
  writeFileSync(join(training, 'gru4rec-0123456789abcdef.checkpoint'), 'of another training')
  await trainHome(home, { ...run, progress: cutAt(0, told) })
  expect(told).toEqual({
    epochs: [1, 2, 3],
    resumed: [
      [1, 4],
      [2, 3],
    ],
  })
  expect((await load(join(models, 'gru4rec'))).hash).toBe(whole.hash)
  expect(readdirSync(training)).toEqual([])
})

test('fitted weights of the blend stay until all models are trained', async () => {
  const { home, models } = await homeWith({ popularity: {}, gru4rec: { hiddenSizes: [8], negatives: 16, epochs: 3 } })
  await saveBlendWeights(models, { weights: { popularity: 2 }, data: { fingerprint: '' }, metrics: {} })
  const told = { epochs: [], resumed: [] }
  await expect(trainHome(home, { ...run, progress: cutAt(2, told) })).rejects.toThrow('the lights went out')
  expect((await loadBlendWeights(models))?.weights).toEqual({ popularity: 2 })
  await trainHome(home, run)
  expect(await loadBlendWeights(models)).toBeUndefined()
})

test('called off, it says what is kept and how to go on', async () => {
  const { home, training } = await homeWith({ gru4rec: { hiddenSizes: [8], negatives: 16, epochs: 3 } })
  const control = new AbortController()
  const progress = { show() {}, fit: () => ({ epoch: () => control.abort() }) }
  await expect(trainHome(home, { ...run, progress, signal: control.signal })).rejects.toMatchObject({
    code: 'STOPPED',
    message: expect.stringContaining(`kept in ${join(training, 'gru4rec-')}`),
    fix: expect.stringContaining('same command'),
  })
  rmSync(training, { recursive: true })
  await expect(trainHome(home, { ...run, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'STOPPED',
    message: 'training was stopped at gru4rec',
  })
})

test('Ctrl-C stops, speaks and ends with 130', async () => {
  const { home, training } = await homeWith({ gru4rec: { hiddenSizes: [8], negatives: 16, epochs: 1000 } })
  const [node = '', ...main] = program()
  const child = spawn(node, [...main, 'train', '--home', home], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.includes('epoch 2 of 1000') && !child.killed) child.kill('SIGINT')
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, said }).toEqual({
    code: 130,
    said: expect.stringContaining('STOPPED: training was stopped at gru4rec'),
  })
  expect(readdirSync(training).length).toBe(1)
}, 60_000)

test('a preset is for the models that have it, and what home.yml says goes first', async () => {
  const { home, models } = await homeWith({ popularity: {}, gru4rec: { hiddenSizes: [8], negatives: 16, epochs: 1 } })
  await trainHome(home, { ...run, preset: 'coveo-bprmax' })
  const { config } = (await load(join(models, 'gru4rec'))).manifest
  expect(config).toMatchObject({ hiddenSizes: [8], negatives: 16, epochs: 1, batchSize: 144, bpreg: 1.85, elu: 1 })
  await expect(trainHome(home, { ...run, preset: 'nonsense' })).rejects.toMatchObject({
    code: 'BAD_OPTION',
    fix: expect.stringMatching(/^Presets are: gru4rec: rsc15-xe, /),
  })
})
