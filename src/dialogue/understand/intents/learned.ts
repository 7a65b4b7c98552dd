import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Words } from '../words.ts'
import { type ClassifierConfig, IntentClassifier } from './classifier.ts'
import { FEATURES } from './features.ts'
import { understoodFiles } from './intents.ts'

/** Raise it where what is learned from the same files changes: features, masking, training, this layout. */
const FORMAT = 1

/** Everything that the intent files teach; what takes most of a start, so it may be kept in a file. */
export interface Learned {
  /** words.yml */
  readonly words: Words
  /** Intents, sorted. */
  readonly names: readonly string[]
  /** Words of the examples: everyday words. */
  readonly everyday: readonly string[]
  /** Masked example to the index of its intent. */
  readonly exact: ReadonlyMap<string, number>
  readonly classifier: IntentClassifier
}

interface Header {
  readonly format: number
  /** See `learnedKey`. */
  readonly key: string
  /** sha256 of what follows the first line. */
  readonly sha256: string
  /** Bytes of the JSON; the numbers of the classifier follow it. */
  readonly json: number
}

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Names what was learned from what: the files of the folder, the domain, the values of its tags and the newest year
 * (they mask the examples), and the settings.
 */
export function learnedKey(intentsDir: string, catalogue: Catalogue, config: ClassifierConfig): string {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, FEATURES, config, catalogue.domain]))
  for (const file of understoodFiles(intentsDir)) {
    if (file !== 'stances.yml') hash.update(`\n${file}\n`).update(readFileSync(join(intentsDir, file)))
  }
  for (const [field, { kind }] of Object.entries(catalogue.domain.tags))
    if (kind !== 'person') hash.update(`\n${field}: ${[...catalogue.values(field).keys()].sort().join('|')}`)
  const newest = catalogue.items.reduce((most, { year }) => Math.max(most, year ?? 0), 0)
  return hash.update(`\n${newest}`).digest('hex')
}

/** Writes what was learned. Equal content gives equal bytes. */
export function writeLearned(path: string, key: string, learned: Learned): void {
  const { bias, scales, codes, ...plain } = learned.classifier.packed
  const json = Buffer.from(
    JSON.stringify({
      words: learned.words,
      names: learned.names,
      everyday: learned.everyday,
      exact: [...learned.exact],
      ...plain,
    }),
  )
  const body = Buffer.concat([json, bytesOf(bias), bytesOf(scales), bytesOf(codes)])
  const header: Header = { format: FORMAT, key, sha256: sha256(body), json: json.length }
  writeFileSync(path, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]))
}

/** What was learned under this key; undefined where the file is absent, was made from other files, or is damaged. */
export function readLearned(path: string, key: string): Learned | undefined {
  try {
    const file = readFileSync(path)
    const end = file.indexOf('\n')
    const header = JSON.parse(file.toString('utf8', 0, end)) as Header
    if (header.format !== FORMAT || header.key !== key) return undefined
    const body = file.subarray(end + 1)
    if (sha256(body) !== header.sha256) return undefined
    const { words, names, everyday, exact, labels, temperature, known } = JSON.parse(
      body.toString('utf8', 0, header.json),
    )
    // A copy, so that the numbers lie at a multiple of their size.
    const numbers = Uint8Array.from(body.subarray(header.json)).buffer
    const bias = new Float32Array(numbers, 0, labels)
    const scales = new Float32Array(numbers, 4 * labels, FEATURES)
    const codes = new Int8Array(numbers, 4 * (labels + FEATURES), labels * FEATURES)
    const classifier = new IntentClassifier({ labels, temperature, known, bias, scales, codes })
    return { words, names, everyday, exact: new Map(exact), classifier }
  } catch {
    // It saves time and nothing else: whatever is wrong with it, learning again is right.
    return undefined
  }
}

const bytesOf = (numbers: Float32Array | Int8Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
