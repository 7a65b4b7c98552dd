import { createHash } from 'node:crypto'
import type { EncoderConfig, TagHead } from './config.ts'
import type { DecoderConfig } from './decoder.ts'
import { Encoder } from './encoder.ts'
import { WordFeatures } from './features.ts'
import { Network } from './network.ts'
import { quantise, restore, type Steps } from './quantise.ts'
import { Seq2Seq } from './seq2seq.ts'
import type { Trained } from './train.ts'
import { WordVectors } from './vectors.ts'

/** Raise it where the same bytes would be read as something else. */
const FORMAT = 1

/** What stands before the numbers, as one line of JSON. */
export interface Manifest {
  readonly format: number
  /** What it was made from and what else its reader must know; the caller's words. */
  readonly notes: Readonly<Record<string, string>>
  readonly config: EncoderConfig
  readonly intents: readonly string[]
  readonly heads: readonly TagHead[]
  readonly decoder?: DecoderConfig | undefined
  readonly known: readonly string[]
  readonly vectorWords: readonly string[]
  readonly vectorSize: number
  /** How many marks a word may bear; none where it is left out. */
  readonly marks?: number | undefined
  /** sha256 of the numbers */
  readonly sha256: string
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A trained encoder as bytes: 8-bit steps, a scale a row. Equal trainings give equal bytes. */
export function pack(
  { network, features }: Trained,
  intents: readonly string[],
  notes: Manifest['notes'],
  vectors?: WordVectors,
): Uint8Array {
  const { config, heads, decoder, marks } = network.sizes
  const parts = [
    quantise(network.table.data, config.embeddingSize),
    ...network.parameters.shapes.map(({ name, width }) => quantise(network.parameters.of(name).data, width)),
    ...(vectors ? [quantise(vectors.data, vectors.size)] : []),
  ]
  const numbers = Buffer.concat(
    parts.flatMap(({ scales, codes }) => [bytesOf(scales), bytesOf(codes), Buffer.alloc((4 - (codes.length % 4)) % 4)]),
  )
  const manifest: Manifest = {
    format: FORMAT,
    notes,
    config,
    intents,
    heads,
    ...(decoder && { decoder }),
    known: features.known,
    vectorWords: vectors?.words ?? [],
    vectorSize: vectors?.size ?? 0,
    marks,
    sha256: sha256(numbers),
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(manifest)}\n`), numbers])
}

/** The encoder in bytes of `pack`, with its manifest; undefined where they are damaged or of another format. */
export function unpack(file: Uint8Array): { encoder: Encoder; manifest: Manifest } | undefined {
  const found = open(file, Encoder.room)
  if (!found) return undefined
  const { manifest, features, table, network, vectors } = found
  return { encoder: new Encoder(features, table, network, vectors), manifest }
}

/** The same for one that answers with a decoder. */
export function unpackSeq2Seq(file: Uint8Array, lanes = 16): { model: Seq2Seq; manifest: Manifest } | undefined {
  const found = open(file, { lanes, steps: Seq2Seq.steps })
  if (!found?.network.decoder) return undefined
  return { model: new Seq2Seq(found.features, restore(found.table), found.network), manifest: found.manifest }
}

function open(file: Uint8Array, room: { readonly lanes: number; readonly steps: number }) {
  const end = file.indexOf(10)
  let manifest: Manifest
  try {
    manifest = JSON.parse(Buffer.from(file.subarray(0, end)).toString()) as Manifest
  } catch {
    return undefined
  }
  // A copy, so that the numbers lie at a multiple of their size.
  const numbers = Uint8Array.from(file.subarray(end + 1))
  if (manifest.format !== FORMAT || sha256(numbers) !== manifest.sha256) return undefined
  const { config, intents, heads, decoder, known, vectorWords, vectorSize, marks } = manifest
  const features = new WordFeatures(known, config.buckets)
  const sizes = { config, heads, decoder, vectorSize, marks, intents: intents.length, features: features.size }
  const network = Network.of({ ...sizes, ...room, training: false })
  let at = 0
  const take = (rows: number, width: number): Steps => {
    const scales = new Float32Array(numbers.buffer, at, rows)
    const codes = new Int8Array(numbers.buffer, at + 4 * rows, rows * width)
    at += 4 * rows + 4 * Math.ceil((rows * width) / 4)
    return { rows, width, scales, codes }
  }
  const table = take(features.size, config.embeddingSize)
  for (const { name, rows, width } of network.parameters.shapes)
    restore(take(rows, width), network.parameters.of(name).data)
  const vectors =
    vectorSize > 0 ? new WordVectors(vectorWords, vectorSize, take(vectorWords.length, vectorSize)) : undefined
  return { manifest, features, table, network, vectors }
}

const bytesOf = (numbers: Float32Array | Int8Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
