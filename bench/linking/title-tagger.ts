import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import type { Span } from '../../src/dialogue/understand/meaning.ts'
import { ENCODER, type EncoderConfig, type Sample, type TagHead } from '../../src/encoder/config.ts'
import { Encoder } from '../../src/encoder/encoder.ts'
import { train } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import type { MarkedUtterance } from './marked-spans.ts'
import { FROM_CATALOGUE, type Knowledge, labelsOf, MARKS, type Piece, piecesOf, spansOf } from './pieces.ts'
import type { Marked } from './redial.ts'

const CONFIG: EncoderConfig = {
  ...ENCODER,
  ...{ embeddingSize: 48, hiddenSize: 48, attentionSize: 24, buckets: 1 << 13, epochs: 8, tagWeight: 1, typos: 0.05 },
}
const heads: readonly TagHead[] = [
  { name: 'title', labels: ['O', 'B-title', 'I-title'], chain: true },
  // Genres and people, which have words of their own, only help to tell them from titles.
  { name: 'kind', labels: ['O', 'B-title', 'I-title', 'B-genre', 'I-genre', 'B-person', 'I-person'], chain: true },
]
/** What an utterance counts beside one that was made from it or comes from elsewhere. */
const WEIGHT = 3
/** Copies of an utterance with other titles of the catalogue. */
const COPIES = 2
/** Share of texts with titles of the catalogue in which the catalogue says nothing, as not every title is in it. */
const UNKNOWN = 0.3
/** Share of them in lower case, and of messages that mark nothing which are read as well. */
const LOWER = 0.15
const EMPTY = 0.1

/** Finds titles in what it has not learned from: a conditional random field over the encoder's states. */
export class TitleTagger {
  readonly #encoder: Encoder

  /** @param more samples of other texts, as of `writtenOut` */
  constructor(
    utterances: readonly MarkedUtterance[],
    more: readonly Sample[],
    readonly knowledge: Knowledge,
    catalogue: Catalogue,
  ) {
    const random = new Random(1)
    const own = utterances.flatMap(({ text, titles, genres, people }) =>
      piecesOf(text, knowledge).map((piece): Sample => {
        const labels = labelsOf(piece.tokens, titles)
        const kinds = labelsOf(piece.tokens, people, 5, labelsOf(piece.tokens, genres, 3, [...labels]))
        return { ...said(piece), tags: [labels, kinds], weight: WEIGHT }
      }),
    )
    const copies = utterances.flatMap((utterance) =>
      utterance.titles.length === 0
        ? []
        : Array.from({ length: COPIES }, () => {
            const { text, titles } = exchanged(utterance, catalogue, random)
            return samplesOf(text, titles, knowledge, random)
          }).flat(),
    )
    const task = { samples: [...own, ...copies, ...more], intents: 1, heads, marks: MARKS }
    this.#encoder = Encoder.of(train(task, CONFIG, { random: new Random(1) }))
  }

  find(text: string): Span[] {
    return piecesOf(text, this.knowledge).flatMap((piece) => {
      const { words, marks } = said(piece)
      return spansOf(piece.tokens, this.#encoder.read(words, marks).tags[0]!)
    })
  }
}

/** Samples of messages whose films are marked, each film written out as its title. */
export function writtenOut(messages: readonly Marked[], catalogue: Catalogue, knowledge: Knowledge): Sample[] {
  const random = new Random(1)
  return messages.flatMap(({ pieces, films }) => {
    if (films.length === 0 && random.next() >= EMPTY) return []
    const lower = random.next() < LOWER
    const named = films.map((film) => catalogue.find(film)?.title)
    if (named.includes(undefined)) return []
    const titles = named.map((title) => (lower ? title!.toLowerCase() : title!))
    const { text, spans } = joined(pieces, titles)
    return samplesOf(text, spans, knowledge, random)
  })
}

const said = ({ tokens, marks }: Piece) => ({ words: tokens.map(({ folded }) => folded), marks, intent: -1 })

/** Of titles alone; now and then as if the catalogue had none of them. */
function samplesOf(text: string, titles: readonly Span[], knowledge: Knowledge, random: Random): Sample[] {
  const unknown = random.next() < UNKNOWN
  return piecesOf(text, knowledge).map((piece) => {
    const { words, marks, intent } = said(piece)
    const seen = unknown ? marks.map((own) => own.filter((mark) => !FROM_CATALOGUE.has(mark))) : marks
    return { words, marks: seen, intent, tags: [labelsOf(piece.tokens, titles), undefined] }
  })
}

/** The same with a title of the catalogue in place of each. */
function exchanged({ text, titles }: MarkedUtterance, catalogue: Catalogue, random: Random) {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of [...titles].sort((a, b) => a.start - b.start)) {
    if (start < at) continue
    pieces.push(text.slice(at, start))
    at = end
  }
  const others = pieces.map(() => random.pick(catalogue.items).title)
  const made = joined([...pieces, text.slice(at)], others)
  return { text: made.text, titles: made.spans }
}

function joined(pieces: readonly string[], titles: readonly string[]): { text: string; spans: Span[] } {
  let text = pieces[0] ?? ''
  const spans = titles.map((title, i) => {
    const span = { start: text.length, end: text.length + title.length }
    text += title + (pieces[i + 1] ?? '')
    return span
  })
  return { text, spans }
}
