/**
 * Draws the simulated plays of this example: `npx tsx examples/boardgames/simulate.ts` writes interactions.tsv, the
 * same bytes every time. Nobody played these games; the file only lets every model be fitted. Each of 300 made-up
 * players has a liking for a few tags and for a weight of game, and plays 4 to 10 games one after the other, each
 * drawn with chance exp(2 * shared liked tags - |complexity - own|), never the same twice.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalogue, readDomain } from '../../src/catalogue/read.ts'
import { Random } from '../../src/random.ts'

const here = import.meta.dirname
const domain = await readDomain(join(here, 'domain.yml'))
const { items } = await readCatalogue([join(here, 'catalogue.csv')], domain)
const random = new Random(1)
const tags = [...new Set(items.flatMap((item) => Object.values(item.tags).flat()))].sort()
const rows = ['user\titem\ttime']
for (let player = 1; player <= 300; player++) {
  const liked = new Set(random.shuffle([...tags]).slice(0, 8))
  const own = 3 * random.next()
  const left = [...items]
  for (let play = 0, plays = 4 + random.int(7); play < plays; play++) {
    const weights = left.map((item) => {
      const shared = Object.values(item.tags)
        .flat()
        .filter((tag) => liked.has(tag)).length
      return Math.exp(2 * shared - Math.abs((item.numbers.complexity ?? 1.5) - own))
    })
    let at = 0
    for (let rest = random.next() * weights.reduce((a, b) => a + b, 0); rest > (weights[at] ?? 0); at++)
      rest -= weights[at] ?? 0
    const [item] = left.splice(Math.min(at, left.length - 1), 1)
    if (item) rows.push(`player-${player}\t${item.id}\t${1_600_000_000 + player * 86_400 + play * 3600}`)
  }
}
writeFileSync(join(here, 'interactions.tsv'), `${rows.join('\n')}\n`)
