import { parse } from 'yaml'
import { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../../src/catalogue/domain.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { type Lexicon, readLexicon } from '../../../src/dialogue/understand/lexicon.ts'

/** A small world of board games: what holds here knows nothing of films. */
export const games = new Catalogue(
  domainSchema.parse(
    parse(`
name: games
noun: { one: game, many: games }
verb: { base: play, past: played, ing: playing }
tags:
  kind: { one: kind, many: kinds, asks: [what kind], synonyms: { strategy: [tactical, 4x], "co-op": [cooperative, together], party: [icebreaker], war: [icebreaker] } }
  theme: { one: theme, many: themes, synonyms: { space: [galaxy, spaceships], science fiction: [sci-fi] } }
  designer: { one: designer, many: designers, kind: person, phrase: "games by {value}", asks: [who designed] }
  artist: { one: artist, many: artists, kind: person, phrase: "games with art with {value}" }
numbers:
  minutes: { one: length, units: { minutes: 1, min: 1, hours: 60, hour: 60, h: 60 }, more: [longer], less: [shorter], asks: [how long] }
  players: { one: players, units: { players: 1, people: 1 } }
  age: { one: age, rating: true, asks: [what age] }
axes:
  weight: { more: [heavy, complex], less: [light, simple], proxy: { kind: { strategy: 2 } } }
  luck: { more: [lucky], less: [fair] }
`),
  ),
  [
    ['Catan', 1995, ['strategy'], [], ['Klaus Teuber'], 90, ['The Settlers of Catan']],
    ['Twilight Imperium: Fourth Edition', 2017, ['strategy'], ['space'], ['Dane Beltrami'], 480, ['TI4']],
    ['Pandemic', 2008, ['co-op'], [], ['Matt Leacock'], 45, []],
    ['Forbidden Island', 2010, ['co-op'], [], ['Matt Leacock'], 30, []],
    ['The Mind', 2018, ['party'], [], ['Wolfgang Warsch'], 20, []],
    ['Go', undefined, ['strategy'], [], [], 60, []],
    ['Race for the Galaxy', 2007, ['strategy'], ['space', 'sci-fi'], ['Tom Lehmann'], 60, []],
    ['Risk', 1959, ['war'], [], ['Albert Lamorisse'], 120, []],
    ['Risk', 2008, ['war'], [], ['Rob Daviau'], 120, []],
    ['Ticket to Ride', 2004, ['party'], [], ['Alan Mooney'], 60, []],
    ['Elfenland', 1998, ['party'], [], ['Alan Mooney'], 60, []],
    ['War of the Ring Part II', 2012, ['war'], [], ['Roberto Mooney'], 180, []],
  ].map(([title, year, kind, theme, designer, minutes, otherTitles]) => ({
    id: `${String(title)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')}-${year ?? 0}` as ItemId,
    title: title as string,
    otherTitles: otherTitles as string[],
    ...(year !== undefined && { year: year as number }),
    text: '',
    tags: {
      kind: kind as string[],
      theme: theme as string[],
      designer: designer as string[],
      artist: title === 'Pandemic' ? ['Ada Mooney', 'Ada Mooney'] : [],
    },
    numbers: { minutes: minutes as number },
  })),
)

export const gameWords: Lexicon = readLexicon('intents/words.yml', games.domain)
