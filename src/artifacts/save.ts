import { access, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { TastebudError } from '../errors.ts'
import type { Tensors } from '../recommenders/contract.ts'
import { toBytes, typeOf } from './binary.ts'
import { canonicalJson, itemsHash, sha256 } from './canonical.ts'
import { unwritable } from './errors.ts'
import { formatVersion, type Manifest, manifestSchema } from './manifest.ts'

/** What is saved beside the weights. */
export interface ArtifactContent {
  /** Name of the recipe. */
  readonly model: string
  readonly config: object
  /** Item ids in the order of the model's rows. */
  readonly items: readonly string[]
  readonly data: { readonly fingerprint: string; readonly events: number }
  readonly metrics?: Readonly<Record<string, number>>
  readonly versions?: Readonly<Record<string, string>>
  readonly notes?: readonly string[]
}

/**
 * Writes manifest.json, items.json and one `<name>.bin` a tensor. All of it is written and flushed beside `dir` and then
 * takes its place by a rename: a reader finds the old model or the new one. An older model is moved to `<dir>.previous`
 * for that moment, where `load` finds it should the machine stop in between. Equal content gives equal bytes.
 *
 * @returns sha256 of manifest.json, which holds the hashes of all other files
 * @throws TastebudError BAD_ARTIFACT when the content cannot be saved, such as a NaN in the config;
 *   ARTIFACT_UNWRITABLE when the disk is full or the folder not ours (the older model then stays)
 */
export async function save(dir: string, content: ArtifactContent, tensors: Tensors): Promise<string> {
  const target = resolve(dir)
  const manifest = canonicalJson(manifestOf(content, tensors), 2)
  try {
    await mkdir(dirname(target), { recursive: true })
    await writeFolder(target, manifest, content.items, tensors)
  } catch (error) {
    throw error instanceof Error && 'code' in error && 'syscall' in error ? unwritable(dir, error) : error
  }
  return sha256(manifest)
}

async function writeFolder(target: string, manifest: string, items: readonly string[], tensors: Tensors) {
  await sweep(target)
  const draft = await mkdtemp(join(dirname(target), `${draftOf(target)}${process.pid}-`))
  try {
    await write(join(draft, 'manifest.json'), manifest)
    await write(join(draft, 'items.json'), canonicalJson(items))
    for (const [name, tensor] of Object.entries(tensors)) await write(join(draft, `${name}.bin`), toBytes(tensor))
    await flush(draft)
    await replace(target, draft)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

const draftOf = (target: string) => `.${basename(target)}.draft-`

/** Removes what programs left behind that were killed while they saved. */
async function sweep(target: string): Promise<void> {
  const name = draftOf(target)
  for (const entry of await readdir(dirname(target))) {
    const [, pid] = /^(\d+)-/.exec(entry.slice(name.length)) ?? []
    if (!entry.startsWith(name) || pid === undefined || alive(Number(pid))) continue
    await rm(join(dirname(target), entry), { recursive: true, force: true })
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's is alive as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function manifestOf(content: ArtifactContent, tensors: Tensors): Manifest {
  const described = Object.entries(tensors).map(([name, tensor]) => [
    name,
    { type: typeOf(tensor), length: tensor.length, bytes: tensor.byteLength, sha256: sha256(toBytes(tensor)) },
  ])
  const parsed = manifestSchema.safeParse({
    format: 'tastebud-model',
    formatVersion,
    model: content.model,
    config: content.config,
    items: { count: content.items.length, sha256: itemsHash(content.items) },
    data: content.data,
    metrics: content.metrics ?? {},
    versions: content.versions ?? {},
    notes: content.notes ?? [],
    tensors: Object.fromEntries(described),
  })
  if (!parsed.success) throw unsavable(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
  try {
    canonicalJson(parsed.data)
  } catch (error) {
    throw unsavable((error as Error).message)
  }
  return parsed.data
}

function unsavable(what: string): TastebudError {
  return new TastebudError('BAD_ARTIFACT', `the model cannot be saved: ${what}`, 'Save plain, finite data only.')
}

async function write(path: string, data: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(data)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the entries of a folder last; where a system cannot open folders it does so by itself. */
async function flush(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function replace(target: string, draft: string): Promise<void> {
  const previous = `${target}.previous`
  const there = await access(target).then(
    () => true,
    () => false,
  )
  if (there) {
    await rm(previous, { recursive: true, force: true })
    await rename(target, previous)
  }
  await rename(draft, target)
  await flush(dirname(target))
  await rm(previous, { recursive: true, force: true })
}
