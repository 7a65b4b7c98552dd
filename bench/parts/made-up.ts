import { Catalogue } from '../../src/catalogue/catalogue.ts'
import type { Domain } from '../../src/catalogue/domain.ts'
import type { Item } from '../../src/catalogue/item.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import type { Random } from '../../src/random.ts'

const everyday = `night day man woman house love last first dead girl king blood black white city road summer winter
  star moon river heart time life world story game lost secret little big red blue dark long way home war fire water
  king queen dream train sea sky stone garden mother father brother sister`.split(/\s+/)

/** A catalogue of made-up films: titles of 1 to 5 words, common ones often shared, as those of real catalogues are. */
export function catalogueOf(domain: Domain, size: number, random: Random): Catalogue {
  const invented = Array.from({ length: 20_000 }, () => invent(random))
  // Few words stand in many titles, most in a few.
  const rare = () => invented[Math.floor(invented.length * random.next() ** 3)] ?? ''
  const word = () => (random.next() < 0.4 ? random.pick(everyday) : rare())
  const capital = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase())
  const titleOf = () => {
    const words = Array.from({ length: 1 + random.int(5) }, word).map(capital)
    return `${random.next() < 0.25 ? 'The ' : ''}${words.join(' ')}`
  }
  const people = Array.from({ length: Math.max(50, size / 2) }, () => `${capital(rare())} ${capital(rare())}`)
  const genres = Object.keys(domain.tags.genre?.synonyms ?? {})
  const items = Array.from(
    { length: size },
    (_, row): Item => ({
      id: `made-up-${row}` as ItemId,
      title: titleOf(),
      otherTitles: random.next() < 0.2 ? [titleOf()] : [],
      year: 1930 + random.int(95),
      text: Array.from({ length: 20 }, word).join(' '),
      tags: {
        genre: [...new Set([random.pick(genres), random.pick(genres)])],
        director: [random.pick(people)],
        cast: [...new Set([random.pick(people), random.pick(people), random.pick(people)])],
      },
      numbers: { minutes: 60 + random.int(120) },
    }),
  )
  return new Catalogue(domain, items)
}

function invent(random: Random): string {
  const syllables = 2 + random.int(3)
  return Array.from(
    { length: syllables },
    () => random.pick([...'bcdfghjklmnprstvwz']) + random.pick([...'aeiou']) + (random.next() < 0.3 ? 'n' : ''),
  ).join('')
}
