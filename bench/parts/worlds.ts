import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Item } from '../../src/catalogue/item.ts'
import { readWorks, WorkIndex } from '../../src/catalogue/join-texts.ts'
import type { Interactions } from '../../src/datasets/interactions.ts'
import { likes } from '../../src/datasets/likes.ts'
import { readInteractions } from '../../src/datasets/read.ts'
import { Complaints } from '../../src/datasets/readers/complaints.ts'
import { readMovieLensItems } from '../../src/datasets/readers/movielens-items.ts'
import { restrict } from '../../src/datasets/select.ts'
import { type ItemId, Vocabulary } from '../../src/datasets/vocabulary.ts'
import { contentOptions } from '../../src/dialogue/mind/sources.ts'
import { interactionsOf } from '../../tools/build-models.ts'
import { demoCatalogue, simulateViewers } from '../../tools/simulate-viewers.ts'

/** People and what they liked, with the items described. */
export interface World {
  readonly name: string
  readonly items: readonly Item[]
  readonly interactions: Interactions
  /** Options of a recommender that are not its own defaults. */
  readonly options: Readonly<Record<string, object>>
  /** Whether weights are fitted here, on half of the held-out people. */
  readonly fit: boolean
  readonly simulated: boolean
}

export const worldNames = ['ml-latest-small', 'ml-100k', 'demo'] as const

/** Undefined where the data is not there. */
export async function readWorld(name: string, data: string): Promise<World | undefined> {
  if (name === 'demo') return demoWorld()
  const folder = join(data, name)
  if (!existsSync(folder)) return undefined
  return {
    name,
    ...(await readMovieLens(folder, join(data, 'wikipedia-movies'))),
    fit: name === 'ml-latest-small',
    options: {},
    simulated: false,
  }
}

/** A MovieLens folder with the texts and casts that are found by title and year; ratings of 4 and more are likes. */
export async function readMovieLens(
  folder: string,
  texts: string,
): Promise<{ items: Item[]; interactions: Interactions }> {
  const records = (await readMovieLensItems(folder, new Complaints())) ?? []
  const works = existsSync(texts) ? new WorkIndex(await readWorks(texts)) : undefined
  const items = records.map((record): Item => {
    const work = works?.find([record.title, ...record.otherTitles], record.year)
    return {
      id: record.id as ItemId,
      title: record.title,
      otherTitles: record.otherTitles,
      text: work?.extract ?? '',
      tags: { genre: record.genres, cast: work?.cast ?? [] },
      numbers: {},
      ...(record.year !== undefined && { year: record.year }),
    }
  })
  const { interactions } = restrict(
    likes((await readInteractions(folder)).interactions),
    new Vocabulary(items.map((item) => item.id)),
  )
  return { items, interactions }
}

async function demoWorld(): Promise<World> {
  const catalogue = await demoCatalogue()
  const viewers = simulateViewers(catalogue)
  const interactions = interactionsOf(
    catalogue,
    viewers.map((viewer) => viewer.sessions.flatMap((session) => session.liked)),
  )
  return {
    name: 'demo',
    items: catalogue.items,
    interactions,
    options: { content: contentOptions(catalogue) },
    fit: false,
    simulated: true,
  }
}
