import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { clockFrom } from './clock.ts'
import { catalogueOf } from './home-catalogue.ts'
import { type Linked, linkRatings } from './ratings/link-ratings.ts'
import { type Rating, readRatings } from './ratings/read-ratings.ts'

interface Options {
  readonly person?: string
  readonly channel: string
  readonly home?: string
  readonly store?: string
}

export function command(): Command {
  return new Command('import-ratings')
    .description(
      'Take over what somebody rated elsewhere: a Letterboxd export (ratings.csv), an IMDb export, or any CSV with the columns title, year and rating. From 70 % of the scale it is a like, up to 40 % a dislike.',
    )
    .argument('<csv>', 'the exported file')
    .option('--person <name>', 'whose ratings they are')
    .option('--channel <name>', 'where that person talks', 'terminal')
    .option('--home <folder>', 'a home made by "tastebud import"; without it the demo')
    .option('--store <file>', 'where conversations are kept')
    .action(importRatings)
}

async function importRatings(csv: string, { person = userInfo().username, channel, ...flags }: Options): Promise<void> {
  const config = loadConfig({ cwd: process.cwd(), env: process.env, flags: { ...flags } })
  const { ratings, scale } = await readRatings(resolve(csv))
  const linked = linkRatings(ratings, await catalogueOf(config.home))
  const [{ openStore }, { record }] = await Promise.all([
    import('../store/open.ts'),
    import('../dialogue/track/record.ts'),
  ])
  const store = await openStore({ file: config.store })
  try {
    const at = clockFrom(process.env)()
    await record(store, { channel, person }, { conversation: 'import', at, events: linked.events })
  } finally {
    await store.close()
  }
  process.stdout.write(`${summary(linked, ratings.length, scale, person)}\n`)
}

/** What was taken over, and every title that was not. */
export function summary(
  { opinions, unrated, missing, unclear }: Linked,
  lines: number,
  scale: number,
  person: string,
): string {
  const taken = opinions.like + opinions.dislike + opinions.neutral + unrated
  const list = (ratings: readonly Rating[]) =>
    ratings.map(({ line, title, year }) => `  line ${line}: ${title}${year === undefined ? '' : ` (${year})`}`)
  return [
    `${taken} of ${lines} titles taken over for ${person}, on a scale up to ${scale}:`,
    `  ${opinions.like} liked, ${opinions.dislike} disliked, ${opinions.neutral} in between, ${unrated} seen without a rating`,
    ...(missing.length > 0 ? [`${missing.length} not in the catalogue:`, ...list(missing)] : []),
    ...(unclear.length > 0 ? [`${unclear.length} that could be several, add the year:`, ...list(unclear)] : []),
  ].join('\n')
}
