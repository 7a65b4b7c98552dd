import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Interactions } from '../datasets/interactions.ts'
import { TastebudError } from '../errors.ts'
import { isHome } from '../home.ts'

/** What an import writes anew; everything else in a home (conversations, settings) outlives `--force`. */
const made = /^(home\.yml|domain\.yml|catalogue\..+|interactions\.tsv|models)$/

/**
 * Refuses a place where a home cannot go.
 * @throws TastebudError HOME_EXISTS, NOT_A_HOME
 */
export async function checkPlace(dir: string, force: boolean): Promise<void> {
  const entries = await readdir(dir).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    if (cause.code === 'ENOTDIR') throw notAHome(dir)
    throw cause
  })
  if (entries.length === 0) return
  if (!(await isHome(dir))) throw notAHome(dir)
  if (!force) {
    throw new TastebudError(
      'HOME_EXISTS',
      `there is a home at ${dir} already`,
      'Choose another folder, or replace it with --force (conversations and settings stay, models go).',
    )
  }
}

/**
 * Fills a folder beside `dir` and puts it in its place by a rename, so that a home is whole or not there.
 * Where a home is replaced, what an import does not make is carried over.
 */
export async function writeHome(dir: string, force: boolean, fill: (draft: string) => Promise<void>): Promise<void> {
  const target = resolve(dir)
  await checkPlace(target, force)
  await mkdir(dirname(target), { recursive: true })
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}.draft-`))
  try {
    // mkdtemp makes it private; a home is as readable as any folder that its maker makes
    await chmod(draft, 0o777 & ~process.umask())
    await fill(draft)
    const before = await readdir(target).catch(() => [])
    for (const name of before) {
      if (!made.test(name)) await cp(join(target, name), join(draft, name), { recursive: true })
    }
    if (before.length > 0) {
      const old = await mkdtemp(join(dirname(target), `.${basename(target)}.old-`))
      await rename(target, join(old, 'home'))
      await rename(draft, target)
      await rm(old, { recursive: true, force: true })
    } else await rename(draft, target)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Writes interactions as `user<tab>item<tab>rating<tab>time`; the time only where every event has one. */
export async function writeInteractions(path: string, data: Interactions): Promise<void> {
  const timed = data.times.every((time) => Number.isFinite(time))
  const rows = [timed ? 'user\titem\trating\ttime' : 'user\titem\trating']
  for (let s = 0; s < data.names.length; s++) {
    const name = cell(data.names[s]!)
    for (let e = data.offsets[s]!; e < data.offsets[s + 1]!; e++) {
      const item = cell(data.items.ids[data.rows[e]!]!)
      rows.push(`${name}\t${item}\t${data.values[e]}${timed ? `\t${data.times[e]}` : ''}`)
    }
  }
  await writeFile(path, `${rows.join('\n')}\n`)
}

function cell(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function notAHome(dir: string): TastebudError {
  return new TastebudError('NOT_A_HOME', `${dir} is there and is no home`, 'Choose an empty or a new folder.')
}
