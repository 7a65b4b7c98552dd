import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { TastebudError } from '../errors.ts'

/** Something said, cut at spaces, with what it wants and which words fill what. */
export interface Utterance {
  readonly words: readonly string[]
  /** As it was written, where that says more than the words. */
  readonly text?: string
  /** undefined: nothing that the data set knows (out of scope) */
  readonly intent: string | undefined
  /** A BIO label for each word, where the data set has them. */
  readonly slots?: readonly string[]
}

export interface UtteranceSet {
  readonly format: 'seq' | 'clinc'
  readonly train: readonly Utterance[]
  readonly validation: readonly Utterance[]
  readonly test: readonly Utterance[]
}

/**
 * Reads a folder of utterances: `train.seq.in`, `train.seq.out`, `train.label` and the same for `valid` and `test`, a line
 * an utterance (ATIS and SNIPS as Goo et al. 2018 published them), or `data_full.json` of CLINC150 (Larson et al. 2019).
 * @throws TastebudError NO_FILE, UNKNOWN_FORMAT; BAD_ROW with `path:line`
 */
export function readUtterances(folder: string): UtteranceSet {
  if (existsSync(join(folder, 'train.seq.in')))
    return {
      format: 'seq',
      train: readSequences(folder, 'train'),
      validation: readSequences(folder, 'valid'),
      test: readSequences(folder, 'test'),
    }
  const file = join(folder, 'data_full.json')
  if (existsSync(file)) return readClinc(file)
  throw new TastebudError(
    existsSync(folder) ? 'UNKNOWN_FORMAT' : 'NO_FILE',
    `${folder} holds no utterances that are recognised`,
    'It should have train.seq.in, train.seq.out and train.label (and valid, test), or data_full.json.',
  )
}

function readSequences(folder: string, part: string): Utterance[] {
  const [said, slots, intents] = ['seq.in', 'seq.out', 'label'].map((end) => linesOf(join(folder, `${part}.${end}`)))
  return said!.map((line, i) => {
    const words = line.split(/\s+/).filter(Boolean)
    const labels = (slots?.[i] ?? '').split(/\s+/).filter(Boolean)
    const intent = intents?.[i]?.trim()
    const path = join(folder, part)
    if (words.length !== labels.length)
      throw badRow(`${path}.seq.out:${i + 1}: ${labels.length} labels for ${words.length} words`)
    if (!intent) throw badRow(`${path}.label:${i + 1}: no intent`)
    const odd = labels.find((label, t) => !/^(O|[BI]-\S+)$/.test(label) || !follows(labels[t - 1], label))
    if (odd !== undefined) throw badRow(`${path}.seq.out:${i + 1}: "${odd}" does not follow the rules of BIO`)
    return { words, intent, slots: labels }
  })
}

/** An I- goes on from a B- or I- of its own kind. */
const follows = (before: string | undefined, label: string): boolean =>
  !label.startsWith('I-') || (before !== undefined && before !== 'O' && before.slice(2) === label.slice(2))

const pair = z.tuple([z.string(), z.string()])
const clincSchema = z.object({
  train: z.array(pair),
  val: z.array(pair),
  test: z.array(pair),
  oos_train: z.array(pair).default([]),
  oos_val: z.array(pair).default([]),
  oos_test: z.array(pair).default([]),
})

function readClinc(file: string): UtteranceSet {
  let parsed: z.infer<typeof clincSchema>
  try {
    parsed = clincSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new TastebudError('BAD_ROW', `${file} is not as CLINC150 is`, 'Download it again.', { cause })
  }
  const known = (rows: [string, string][]): Utterance[] =>
    rows.map(([text, intent]) => ({ words: wordsOf(text), intent }))
  const unknown = (rows: [string, string][]): Utterance[] =>
    rows.map(([text]) => ({ words: wordsOf(text), intent: undefined }))
  return {
    format: 'clinc',
    train: [...known(parsed.train), ...unknown(parsed.oos_train)],
    validation: [...known(parsed.val), ...unknown(parsed.oos_val)],
    test: [...known(parsed.test), ...unknown(parsed.oos_test)],
  }
}

/** Lower-case words, marks left out. */
const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?|[^\s\p{L}\p{N}]/gu) ?? []

function linesOf(path: string): string[] {
  try {
    const lines = readFileSync(path, 'utf8').split(/\r?\n/)
    return lines.at(-1) === '' ? lines.slice(0, -1) : lines
  } catch (cause) {
    throw new TastebudError('NO_FILE', `${path} cannot be read`, 'Check the folder of utterances.', { cause })
  }
}

const badRow = (what: string): TastebudError => new TastebudError('BAD_ROW', what, 'Mend that line or leave it out.')
