import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { ENCODER, type EncoderConfig } from '../../../encoder/config.ts'
import { pack } from '../../../encoder/pack.ts'
import { train } from '../../../encoder/train.ts'
import type { WordVectors } from '../../../encoder/vectors.ts'
import { Random } from '../../../random.ts'
import { readExamples } from '../intents/examples.ts'
import { understoodFiles } from '../intents/intents.ts'
import { placeholders } from '../lexicon.ts'
import { FRAME_DECODER } from './frames.ts'
import { heads, lessonsOf, stanceWords } from './lessons.ts'

/** What suits a few thousand short sentences. */
export const SENSE: EncoderConfig = {
  ...ENCODER,
  ...{ buckets: 1 << 14, epochs: 12, tagWeight: 1, minCount: 1 },
}

export interface SenseOptions {
  readonly catalogue: Catalogue
  readonly intentsDir: string
  readonly seed?: number
  readonly vectors?: WordVectors | undefined
  readonly config?: EncoderConfig
  readonly progress?: (epoch: number, loss: number) => void
}

/**
 * Trains the encoder on the intents and templates of a folder and writes it to a file. Equal files and seeds give equal
 * bytes.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`; NO_KERNELS
 */
export function saveSense(path: string, options: SenseOptions): void {
  const { catalogue, intentsDir, seed = 1, vectors, config = SENSE, progress } = options
  const random = new Random(seed)
  const examples = readExamples(intentsDir, catalogue)
  const { intents, samples } = lessonsOf(intentsDir, examples, placeholders(catalogue.domain), random.fork('lessons'))
  const task = { samples, intents: intents.length, heads, vectors, decoder: FRAME_DECODER }
  const trained = train(task, config, { random, ...(progress && { progress }) })
  const notes = { files: hashOf(intentsDir), seed: String(seed), stanceWords: stanceWords(samples).join(' ') }
  writeFileSync(path, pack(trained, intents, notes, vectors))
}

/** sha256 of the files that it learns from. */
function hashOf(intentsDir: string): string {
  const hash = createHash('sha256')
  for (const file of understoodFiles(intentsDir))
    hash.update(`\n${file}\n`).update(readFileSync(join(intentsDir, file)))
  return hash.digest('hex')
}
