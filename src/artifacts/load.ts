import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { TastebudError } from '../errors.ts'
import type { Recommender, Tensors } from '../recommenders/contract.ts'
import { recipe } from '../recommenders/registry.ts'
import { bytesPerNumber, type Tensor, viewOf } from './binary.ts'
import { itemsHash, sha256 } from './canonical.ts'
import { corrupt, mismatch, missing, wrongVersion } from './errors.ts'
import { formatVersion, type Manifest, manifestSchema } from './manifest.ts'
import { readPlain, Unreadable } from './read-file.ts'

/** A saved model as it lies on disk, every hash checked. */
export interface Artifact {
  /** The folder it was asked for in, for messages. */
  readonly dir: string
  readonly manifest: Manifest
  /** Item ids in the order of the model's rows. */
  readonly items: readonly string[]
  readonly tensors: Tensors
  /** sha256 of manifest.json */
  readonly hash: string
}

const manifestLimit = 4 * 1024 * 1024
const itemsLimit = 256 * 1024 * 1024
const tensorLimit = 2 ** 32

/**
 * Reads what `save` wrote. Nothing of it is run, no path in it is followed, and no file is read that is not exactly as
 * large as the manifest says.
 *
 * @throws TastebudError ARTIFACT_MISSING, ARTIFACT_VERSION or ARTIFACT_CORRUPT
 */
export async function load(dir: string): Promise<Artifact> {
  const from = await place(resolve(dir))
  const text = await readWhole(dir, join(from, 'manifest.json'), manifestLimit)
  const manifest = parseManifest(dir, text)
  const items = parseItems(dir, await readWhole(dir, join(from, 'items.json'), itemsLimit), manifest)
  const tensors: Record<string, Tensor> = {}
  for (const [name, { type, length, bytes, sha256: wanted }] of Object.entries(manifest.tensors)) {
    if (bytes !== length * bytesPerNumber(type)) throw corrupt(dir, `${name}: ${length} ${type} are not ${bytes} bytes`)
    const data = await readWhole(dir, join(from, `${name}.bin`), tensorLimit, bytes)
    if (sha256(data) !== wanted) throw corrupt(dir, `${name}.bin is not the file that was saved`)
    tensors[name] = viewOf(type, data)
  }
  return { dir, manifest, items, tensors, hash: sha256(text) }
}

/**
 * The fitted recommender that an artifact holds.
 *
 * @throws TastebudError ARTIFACT_VERSION for a model that this program does not know, ARTIFACT_CORRUPT for a config or
 *   tensors that no such model can have, NO_MEMORY, NO_KERNELS where this machine cannot run it
 */
export function restoreModel({ dir, manifest, items, tensors }: Artifact): Recommender {
  try {
    return recipe(manifest.model).restore(manifest.config, items.length, tensors)
  } catch (error) {
    if (error instanceof TastebudError && error.code === 'UNKNOWN_MODEL') {
      throw wrongVersion(dir, `${formatVersion} of an unknown model "${manifest.model}"`, formatVersion)
    }
    // Of the model's own checks. That it does not fit into memory, or cannot run here, is no damage.
    if (error instanceof TastebudError && ['BAD_ARTIFACT', 'BAD_OPTION'].includes(error.code)) {
      throw corrupt(dir, error.message, error)
    }
    throw error
  }
}

/**
 * A fitted recommender for a catalogue whose ids, in the order of its rows, are those that it was trained on. (A mind
 * takes any catalogue, see `dialogue/mind/align.ts`.)
 *
 * @throws TastebudError as `load` and `restoreModel`, and ARTIFACT_MISMATCH for another catalogue
 */
export async function loadModel(dir: string, ids: readonly string[]): Promise<Recommender> {
  const artifact = await load(dir)
  const { manifest, items } = artifact
  if (itemsHash(ids) !== manifest.items.sha256) {
    const at = items.findIndex((id, row) => id !== ids[row])
    throw mismatch(
      dir,
      items.length !== ids.length
        ? `it knows ${items.length} items, the catalogue has ${ids.length}`
        : `its item ${at + 1} is "${items[at]}", that of the catalogue "${ids[at]}"`,
    )
  }
  return restoreModel(artifact)
}

/** The folder, or the one that `save` was about to replace when the machine stopped. */
async function place(dir: string): Promise<string> {
  for (const one of [dir, `${dir}.previous`]) {
    const found = await stat(one).catch(() => undefined)
    if (found?.isDirectory()) return one
  }
  throw missing(dir)
}

async function readWhole(dir: string, path: string, limit: number, size?: number): Promise<Uint8Array<ArrayBuffer>> {
  return readPlain(path, limit, size).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    throw error.code === 'ENOENT' && path.endsWith('manifest.json') ? missing(dir) : corrupt(dir, error.message, error)
  })
}

function parseJson(dir: string, name: string, text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text), (key, value) => {
      // a key that would be a prototype in careless hands; nothing that `save` writes has one
      if (key === '__proto__') throw new SyntaxError(`the key ${key} is not allowed`)
      return value
    })
  } catch (error) {
    throw corrupt(dir, `${name} is not sound JSON`, error)
  }
}

function parseManifest(dir: string, text: Uint8Array): Manifest {
  const json = parseJson(dir, 'manifest.json', text)
  const version = z.object({ formatVersion: z.unknown() }).safeParse(json)
  if (!version.success) throw corrupt(dir, 'manifest.json is no object')
  if (version.data.formatVersion !== formatVersion) throw wrongVersion(dir, version.data.formatVersion, formatVersion)
  const parsed = manifestSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  throw corrupt(dir, `manifest.json: ${first?.path.join('.')}: ${first?.message}`)
}

function parseItems(dir: string, text: Uint8Array, manifest: Manifest): readonly string[] {
  if (sha256(text) !== manifest.items.sha256) throw corrupt(dir, 'items.json is not the file that was saved')
  const parsed = z.array(z.string()).safeParse(parseJson(dir, 'items.json', text))
  if (!parsed.success || parsed.data.length !== manifest.items.count) {
    throw corrupt(dir, `items.json is not a list of ${manifest.items.count} ids`)
  }
  if (new Set(parsed.data).size < parsed.data.length) throw corrupt(dir, 'items.json has an id twice')
  return parsed.data
}
