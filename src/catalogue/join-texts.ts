import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { unreadable } from '../datasets/readers/lines.ts'
import { TastebudError } from '../errors.ts'
import { titleKey } from './title-key.ts'

/** A text about a work, from a collection such as wikipedia-movies. */
export const workSchema = z.object({
  title: z.string(),
  year: z.number(),
  cast: z.array(z.string()).default([]),
  genres: z.array(z.string()).default([]),
  extract: z.string().nullish(),
})
export type Work = z.infer<typeof workSchema>

/**
 * Reads every `*.json` and `*.json.gz` of a folder, each a list of works.
 * @throws TastebudError NO_FILE, BAD_TEXTS with the file and the place in it
 */
export async function readWorks(folder: string): Promise<Work[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw unreadable(folder, cause)
  })
  const files = names.filter((name) => /\.json(\.gz)?$/.test(name)).sort()
  if (files.length === 0) {
    throw new TastebudError(
      'NO_FILE',
      `no .json or .json.gz file in ${folder}`,
      'Name the folder that holds the texts.',
    )
  }
  const works: Work[] = []
  for (const name of files) {
    const path = join(folder, name)
    const bytes = await readFile(path)
    try {
      const source = name.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes
      works.push(...z.array(workSchema).parse(JSON.parse(source.toString('utf8'))))
    } catch (cause) {
      const first = cause instanceof z.ZodError ? cause.issues[0] : undefined
      const what = first ? `${first.path.join('.')}: ${first.message}` : (cause as Error).message
      throw new TastebudError(
        'BAD_TEXTS',
        `${path}: expected a list of works, found ${what}`,
        'Mend or remove the file.',
      )
    }
  }
  return works
}

/** Of a scraped list of names those that can be names: text around them ("voices of", "(narrator)", "the") is left out. */
export function peopleOf(names: readonly string[]): string[] {
  const people = names.map((name) => name.replace(/^and\s+/, '')).filter((name) => /^\p{Lu}[^()[\]:]*$/u.test(name))
  return [...new Set(people)].filter((name) => name.length > 2 && !/^(?:The|And|With|Cast)$/.test(name))
}

/**
 * Finds the work that a title and a year mean: the same title by its `titleKey`, and a year at most 1 apart. The nearest year wins, then the earlier place in the collection.
 */
export class WorkIndex {
  readonly #byTitle = new Map<string, Work[]>()

  constructor(works: Iterable<Work>) {
    for (const work of works) {
      const key = titleKey(work.title)
      const same = this.#byTitle.get(key)
      if (same) same.push(work)
      else this.#byTitle.set(key, [work])
    }
  }

  find(titles: readonly string[], year: number | undefined): Work | undefined {
    if (year === undefined) return undefined
    for (const title of titles) {
      let best: Work | undefined
      for (const work of this.#byTitle.get(titleKey(title)) ?? []) {
        const apart = Math.abs(work.year - year)
        if (apart <= 1 && (!best || apart < Math.abs(best.year - year))) best = work
      }
      if (best) return best
    }
    return undefined
  }
}
