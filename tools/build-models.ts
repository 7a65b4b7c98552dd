import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from '../src/artifacts/load.ts'
import { save } from '../src/artifacts/save.ts'
import type { Catalogue } from '../src/catalogue/catalogue.ts'
import type { Interactions } from '../src/datasets/interactions.ts'
import { contentOptions } from '../src/dialogue/mind/sources.ts'
import { saveSense } from '../src/dialogue/understand/encoder/learn-sense.ts'
import { encoderFits } from '../src/dialogue/understand/encoder/sense.ts'
import { ENCODER_FILE, INTENTS_FILE, intentsFit, saveIntents } from '../src/dialogue/understand/index.ts'
import { Random } from '../src/random.ts'
import { fitSource } from '../src/recommenders/fit-source.ts'
import { demoCatalogue, sha256, simulateViewers, toLines, type Viewer } from './simulate-viewers.ts'

/**
 * The demo's fitted recommenders, in models/demo, from the simulated viewers, its learned intents and its text encoder:
 *
 *   tools/build-models.ts            fits all of them anew and notes the viewers' hash in their data card
 *   tools/build-models.ts --verify   fits all into a temporary folder and compares every file
 *   tools/build-models.ts --check    checks the hashes of what lies there, fits nothing
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const modelsFolder = join(root, 'models/demo')
const intentsDir = join(root, 'intents')
const card = join(root, 'data/viewers/README.md')

/** Small: the demo's catalogue is small, and a clone should be too. What takes epochs is `slow`. */
export const demoModels = [
  { name: 'popularity', options: {}, sequences: 'viewers' },
  { name: 'sequential-rules', options: { steps: 3 }, sequences: 'evenings' },
  { name: 'item-knn', options: { neighbours: 60 }, sequences: 'viewers' },
  { name: 'ease', options: { weightsPerItem: 60 }, sequences: 'viewers' },
  { name: 'content', options: { neighbours: 60 }, sequences: 'viewers' },
  { name: 'ials', options: { embeddingSize: 32 }, sequences: 'viewers', slow: true },
  { name: 'bandit', options: { embeddingSize: 16 }, sequences: 'viewers', slow: true },
  { name: 'meta-prod2vec', options: { embeddingSize: 32, epochs: 20 }, sequences: 'evenings', slow: true },
  { name: 'gru4rec', options: { hiddenSizes: [48], negatives: 256, workers: 1 }, sequences: 'evenings', slow: true },
] as const

/** Those that are fitted in a second or two. */
export const quickModels = demoModels.filter((model) => !('slow' in model))

/**
 * Fits demo models, each into a folder of its own under `folder`, and the intents, and with all of the models the text
 * encoder. Equal catalogues give equal bytes.
 */
export async function buildModels(
  folder: string,
  catalogue: Catalogue,
  viewers: readonly Viewer[],
  models: readonly (typeof demoModels)[number][] = demoModels,
): Promise<string[]> {
  const fingerprint = `simulated viewers ${sha256(toLines(viewers))}`
  const data = {
    viewers: interactionsOf(
      catalogue,
      viewers.map((viewer) => viewer.sessions.flatMap((session) => session.liked)),
    ),
    evenings: interactionsOf(
      catalogue,
      viewers.flatMap((viewer) => viewer.sessions.map((session) => session.liked)),
    ),
  }
  const hashes: string[] = []
  for (const { name, options, sequences } of models) {
    const all = name === 'content' ? { ...options, ...contentOptions(catalogue) } : options
    const events = { interactions: data[sequences], content: catalogue.items }
    const { model, report, scale } = await fitSource(name, all, events, { random: new Random(1) })
    const hash = await save(
      join(folder, name),
      {
        model: name,
        config: model.config,
        items: catalogue.vocabulary.ids,
        data: { fingerprint, events: report.events },
        metrics: { scale },
        notes: ['Fitted on simulated viewers: no figure on them says anything about quality.', ...report.notes],
      },
      model.tensors(),
    )
    hashes.push(`${name} ${hash}`)
  }
  saveIntents(join(folder, INTENTS_FILE), { catalogue, intentsDir })
  const told = [...hashes, `intents ${sha256(readFileSync(join(folder, INTENTS_FILE)))}`]
  if (models !== demoModels) return told
  saveSense(join(folder, ENCODER_FILE), { catalogue, intentsDir })
  return [...told, `encoder ${sha256(readFileSync(join(folder, ENCODER_FILE)))}`]
}

/** One sequence a list of ids; the events of one that is empty are none. */
export function interactionsOf(catalogue: Catalogue, sequences: readonly (readonly string[])[]): Interactions {
  const rows = sequences.flatMap((ids) => ids.map((id) => catalogue.vocabulary.row(id) ?? -1))
  const offsets = new Uint32Array(sequences.length + 1)
  sequences.forEach((ids, s) => {
    offsets[s + 1] = offsets[s]! + ids.length
  })
  return {
    items: catalogue.vocabulary,
    offsets,
    rows: Uint32Array.from(rows),
    times: new Float64Array(rows.length).fill(Number.NaN),
    values: new Float32Array(rows.length).fill(1),
    names: sequences.map((_, s) => `${s + 1}`),
  }
}

/** Every file under a folder with its hash, by path. */
export function hashesUnder(folder: string): Map<string, string> {
  const hashes = new Map<string, string>()
  const walk = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) walk(path)
      else hashes.set(relative(folder, path), sha256(readFileSync(path)))
    }
  }
  walk(folder)
  return hashes
}

/** The paths whose bytes differ, or that only one folder has. */
export function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort()
}

/** Loads every artifact, which checks all its hashes, and that it knows the items of the catalogue in order. */
export async function checkModels(
  folder: string,
  catalogue: Catalogue,
  models: readonly (typeof demoModels)[number][] = demoModels,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { name } of models) {
    const { items } = await load(join(folder, name))
    const same = items.length === catalogue.size && items.every((id, row) => id === catalogue.vocabulary.ids[row])
    if (!same) wrong.push(`${name} was fitted on another catalogue`)
  }
  if (!intentsFit(join(folder, INTENTS_FILE), { catalogue, intentsDir }))
    wrong.push('intents were learned from other files')
  if (models === demoModels && !encoderFits(join(folder, ENCODER_FILE), intentsDir))
    wrong.push('the text encoder knows other intents')
  return wrong
}

function noteHash(viewers: readonly Viewer[], write: boolean): string[] {
  const text = readFileSync(card, 'utf8')
  const now = text.replace(/sha256: `[^`]*`/, `sha256: \`${sha256(toLines(viewers))}\``)
  if (write) writeFileSync(card, now)
  return now === text ? [] : ['data/viewers/README.md names another hash of the viewers']
}

async function main(mode: string | undefined): Promise<string[]> {
  const catalogue = await demoCatalogue()
  if (mode === '--check') return checkModels(modelsFolder, catalogue)
  const viewers = simulateViewers(catalogue)
  if (mode === '--verify') {
    const folder = mkdtempSync(join(tmpdir(), 'tastebud-models-'))
    try {
      await buildModels(folder, catalogue, viewers)
      const paths = differences(hashesUnder(modelsFolder), hashesUnder(folder))
      return [
        ...paths.map((path) => `models/demo/${path} differs from what a rebuild gives`),
        ...noteHash(viewers, false),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  for (const line of await buildModels(modelsFolder, catalogue, viewers)) console.log(line)
  noteHash(viewers, true)
  const bytes = [...hashesUnder(modelsFolder).keys()].reduce(
    (sum, path) => sum + statSync(join(modelsFolder, path)).size,
    0,
  )
  console.log(`models/demo: ${(bytes / 1e6).toFixed(2)} MB`)
  return []
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = await main(process.argv[2])
  for (const line of wrong) console.error(line)
  if (wrong.length > 0) {
    console.error('Run "npm run models:build" and commit models/demo and data/viewers/README.md.')
    process.exitCode = 1
  } else if (process.argv[2]) console.log('models/demo is as it should be')
}
