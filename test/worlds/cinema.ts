import { Catalogue } from '../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../src/catalogue/domain.ts'
import type { Item } from '../../src/catalogue/item.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import type { Clause, ItemMention, Meaning, Stance, TagMention } from '../../src/dialogue/understand/meaning.ts'

/** A dozen made-up films with facts that tests can count on. */
export const id = (text: string) => text as ItemId

const domain = domainSchema.parse({
  name: 'cinema',
  noun: { one: 'film', many: 'films' },
  verb: { base: 'watch', past: 'watched', ing: 'watching' },
  tags: {
    genre: { one: 'genre', many: 'genres', question: 'What kind of film?', phrase: '{value} films' },
    director: { one: 'director', many: 'directors', kind: 'person', phrase: 'films directed by {value}' },
    cast: { one: 'cast', many: 'cast', kind: 'person', phrase: 'films with {value}' },
  },
  numbers: {
    minutes: { one: 'length', phrase: '{value} minutes' },
    age: { one: 'age rating', rating: true },
  },
  axes: { violence: { more: ['violent'] }, humour: { more: ['funny'] } },
  examples: ['Red Moon', 'Quiet River'],
})

const film = (
  title: string,
  year: number,
  genre: string[],
  director: string,
  cast: string[],
  minutes: number,
  violence: number,
  humour: number,
): Item => ({
  id: id(`${title.toLowerCase().replaceAll(' ', '-')}-${year}`),
  title,
  otherTitles: [],
  year,
  text: `${title} tells of people in ${year}.`,
  tags: { genre, director: [director], cast },
  numbers: { minutes, age: violence * 6, violence, humour },
})

export const cinema = new Catalogue(domain, [
  film('Red Moon', 1979, ['horror', 'science fiction'], 'Ann Lee', ['Eva Stone', 'Max Hill'], 117, 3, 0),
  film('Red Moon', 2019, ['horror', 'science fiction'], 'Bo Chan', ['Ida Park'], 99, 3, 1),
  film('Quiet River', 1994, ['drama'], 'Cy Dean', ['Eva Stone'], 130, 0, 1),
  film('Loud City', 2004, ['comedy', 'action'], 'Ann Lee', ['Max Hill'], 95, 2, 3),
  film('Small Steps', 2011, ['comedy'], 'Di Ford', ['Ida Park'], 88, 0, 3),
  film('Cold Front', 1966, ['war', 'drama'], 'Ed Gray', ['Al Bird'], 160, 3, 0),
  film('Star Road', 1999, ['science fiction', 'action'], 'Ann Lee', ['Eva Stone'], 136, 2, 0),
  film('Old Songs', 1955, ['musical'], 'Flo Hart', ['Gus Ivy'], 105, 0, 2),
])

/** A clause with only what a test names. */
export const clause = (intent: string, rest: Partial<Clause> = {}): Clause => ({
  start: 0,
  end: 0,
  text: rest.text ?? intent,
  intent,
  probability: 0.9,
  items: [],
  unknownTitles: [],
  tags: [],
  numbers: [],
  axes: [],
  ordinals: [],
  stance: 'neutral',
  ...rest,
})

export const meaning = (...clauses: Clause[]): Meaning => ({
  text: clauses.map(({ text }) => text).join(', '),
  clauses,
})

export const mention = (item: string, stance: Stance = 'neutral', more: string[] = []): ItemMention => ({
  start: 0,
  end: 1,
  surface: item,
  candidates: [item, ...more].map((each) => ({ id: id(each), score: 1 })),
  ambiguous: more.length > 0,
  stance,
})

export const tag = (field: string, value: string, stance: Stance = 'neutral', hard = false): TagMention => ({
  start: 0,
  end: 1,
  surface: value,
  field,
  value,
  stance,
  strength: 1,
  hard,
})
