import { stat } from 'node:fs/promises'
import type { Item } from '../catalogue/item.ts'
import { Complaints } from '../datasets/readers/complaints.ts'
import { readMovieLensItems } from '../datasets/readers/movielens-items.ts'
import type { ItemId, Vocabulary } from '../datasets/vocabulary.ts'
import { openHome, readHome } from '../home.ts'

/**
 * What is known about the items of a data set, by its rows: from the catalogue of a home, else from the data set itself
 * where it is a MovieLens folder (title, other titles, year, genres); undefined where neither tells.
 * @throws TastebudError of the home or of the item file
 */
export async function contentOf(
  data: string,
  items: Vocabulary,
  home?: string,
): Promise<(Item | undefined)[] | undefined> {
  if (home !== undefined) {
    const { catalogue } = await readHome(await openHome(home))
    return items.ids.map((id) => catalogue.find(id))
  }
  if (!(await stat(data)).isDirectory()) return undefined
  const records = await readMovieLensItems(data, new Complaints())
  if (!records) return undefined
  const byId = new Map(
    records.map(({ id, genres, link: _, ...rest }): [string, Item] => [
      id,
      { ...rest, id: id as ItemId, text: '', tags: { genre: genres }, numbers: {} },
    ]),
  )
  return items.ids.map((id) => byId.get(id))
}
