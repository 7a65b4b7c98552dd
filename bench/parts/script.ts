import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import { Random } from '../../src/random.ts'

const LINES = [
  'hi',
  'I loved {title}',
  'I loved {title} and {title}',
  'something like {title} but funny',
  'less violent',
  'newer than that',
  'shorter than two hours',
  'more',
  'seen it',
  "seen the first two, didn't like the third",
  'no {genre}',
  'recommend me a {genre} from the 90s',
  'actually {genre} is fine',
  'why the second one?',
  'what is it about?',
  'who directed it?',
  'surprise me',
  'what do you know about me?',
  'save the first',
  "I really didn't like {title}",
  'anything with {person}?',
  'yes',
  'no',
  'asdf qwer',
  'start over',
]

/** What a person might type, `count` lines, over the titles, genres and people of a catalogue. Seeded. */
export function script(catalogue: Catalogue, count: number, seed: number): string[] {
  const random = new Random(seed)
  const genres = [...catalogue.values('genre').keys()]
  const person = Object.entries(catalogue.domain.tags).find(([, { kind }]) => kind === 'person')?.[0] ?? 'genre'
  const people = [...catalogue.values(person).keys()]
  return Array.from({ length: count }, () =>
    random.pick(LINES).replace(/\{(\w+)\}/g, (_, what: string) => {
      if (what === 'title') return misspelt(random.pick(catalogue.items).title, random)
      return random.pick(what === 'genre' || people.length === 0 ? genres : people)
    }),
  )
}

/** One title in five has a letter dropped. */
function misspelt(title: string, random: Random): string {
  if (random.next() > 0.2 || title.length < 6) return title
  const at = 1 + random.int(title.length - 2)
  return title.slice(0, at) + title.slice(at + 1)
}
