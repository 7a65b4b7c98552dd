import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { TastebudError } from '../errors.ts'
import type { Tensors } from '../recommenders/contract.ts'
import { bytesPerNumber, fromBytes, type Tensor, toBytes, typeOf } from './binary.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import { unwritable } from './errors.ts'
import { tensorTypes } from './manifest.ts'

/** The first line: this, the sha256 of all that follows, and the length of the header. */
const MAGIC = 'tastebud-checkpoint-1'
const FIRST_LINE = /^tastebud-checkpoint-1 ([0-9a-f]{64}) (\d{1,9})\n/

const headerSchema = z.array(
  z.strictObject({
    name: z.string().max(200),
    type: z.enum(tensorTypes),
    length: z
      .int()
      .min(0)
      .max(2 ** 31),
  }),
)

/** One file that training keeps its place in. */
export interface CheckpointFile {
  write(tensors: Tensors): Promise<void>
  read(): Promise<Tensors | undefined>
  remove(): Promise<void>
}

/**
 * A checkpoint in one file: a hash, a header with names and kinds, then raw little-endian numbers. It is written and
 * flushed beside the old one and takes its place by a rename, so that a reader finds the old one or the new one whenever
 * the writer is killed.
 *
 * `read` gives undefined where there is none and throws CHECKPOINT_CORRUPT for a file that is not as it was written;
 * `write` throws ARTIFACT_UNWRITABLE for a disk that is full or not ours.
 */
export function checkpointFile(path: string): CheckpointFile {
  const target = resolve(path)
  const draft = `${target}.draft`
  return {
    async write(tensors) {
      try {
        await mkdir(dirname(target), { recursive: true })
        const file = await open(draft, 'w')
        try {
          for (const part of parts(tensors)) await file.writeFile(part)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, target)
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined)
        throw error instanceof Error && 'syscall' in error ? unwritable(path, error) : error
      }
    },
    async read() {
      const bytes = await readFile(target).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      return bytes && parse(path, bytes)
    },
    async remove() {
      await rm(target, { force: true })
      await rm(draft, { force: true })
    },
  }
}

function parts(tensors: Tensors): Uint8Array[] {
  const named = Object.entries(tensors)
  const described = named.map(([name, tensor]) => ({ name, type: typeOf(tensor), length: tensor.length }))
  const header = Buffer.from(canonicalJson(described))
  const body = [header, ...named.map(([, tensor]) => toBytes(tensor))]
  // Piece by piece: all of it in one buffer would be the model a second time.
  const hash = createHash('sha256')
  for (const part of body) hash.update(part)
  return [Buffer.from(`${MAGIC} ${hash.digest('hex')} ${header.length}\n`), ...body]
}

function parse(path: string, bytes: Buffer): Tensors {
  const first = FIRST_LINE.exec(bytes.toString('latin1', 0, 120))
  if (!first) throw corrupt(path, 'it does not begin as one')
  const rest = bytes.subarray(first[0].length)
  if (sha256(rest) !== first[1]) throw corrupt(path, 'it is not as it was written')
  const body = rest.subarray(Number(first[2]))
  const header = headerSchema.safeParse(json(path, rest.toString('utf8', 0, Number(first[2]))))
  if (!header.success) throw corrupt(path, 'its header is not sound')
  const tensors: Record<string, Tensor> = {}
  let at = 0
  for (const { name, type, length } of header.data) {
    const end = at + length * bytesPerNumber(type)
    if (end > body.length) throw corrupt(path, 'it ends too early')
    tensors[name] = fromBytes(type, body.subarray(at, end))
    at = end
  }
  return tensors
}

function json(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw corrupt(path, 'its header is no JSON', error)
  }
}

function corrupt(path: string, what: string, cause?: unknown): TastebudError {
  return new TastebudError(
    'CHECKPOINT_CORRUPT',
    `${path} is no checkpoint of training: ${what}`,
    'Delete it and train anew.',
    { cause },
  )
}
