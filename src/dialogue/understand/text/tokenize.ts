import type { Span } from '../meaning.ts'

/** A word, a number or a mark of a message, with where it stands. */
export interface Token extends Span {
  /** As written. */
  readonly text: string
  /** For comparing: lower case, without accents and apostrophes; a mark is itself. */
  readonly folded: string
  readonly kind: 'word' | 'mark'
  /** Begins with a capital letter, as written. */
  readonly capital: boolean
  /** White space, or the start of the message, stands before it. */
  readonly spaced: boolean
}

/** Messages are read up to here: nobody says more about taste, and time stays bounded. In UTF-16 code units. */
export const MAX_READ = 2_000
/** ... and up to so many words and marks. */
export const MAX_TOKENS = 200

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** Letters that Unicode does not decompose, though people type them without. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** The form in which words are compared: compatibility form, lower case, no accents, no apostrophes, no inner dots. */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+|['’‘ʼ`´·・]|(?<!\d)\.(?!\d)/gu, '')
    .replace(/[ßøæœłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
}

/** Cuts a text into words and marks (Unicode word boundaries; `sci-fi` is two words and a mark). Linear time. */
export function tokenize(text: string): Token[] {
  const read = text.length <= MAX_READ ? text : text.slice(0, cutAt(text))
  const tokens: Token[] = []
  let spaced = true
  for (const { segment, index, isWordLike } of ASCII.test(read) ? plainSegments(read) : segmenter.segment(read)) {
    if (/^\s+$/u.test(segment)) {
      if (segment.includes('\n')) tokens.push(mark('\n', index, segment.length))
      spaced = true
      continue
    }
    if (tokens.length >= MAX_TOKENS) break
    const folded = segment === '&' ? 'and' : fold(segment)
    const isWord = (isWordLike === true || segment === '&') && folded !== ''
    tokens.push({
      text: segment,
      folded: isWord ? folded : segment,
      kind: isWord ? 'word' : 'mark',
      capital: /^\p{Lu}/u.test(segment),
      spaced,
      start: index,
      end: index + segment.length,
    })
    spaced = false
  }
  return tokens
}

const ASCII = /^[\n\r\t\x20-\x7e]*$/
const PIECES = /[A-Za-z0-9_]+(?:'[A-Za-z]+|[.,]\d+)*|\s+|[^\s]/g
/** "E.T.", "U.S.": single letters with dots between. */
const INITIALS = /(?<![A-Za-z0-9])[A-Za-z](?:\.[A-Za-z])+(?![A-Za-z])/

/** The same cuts as the segmenter for plain ASCII, ten times as fast; "it.show" becomes two words, as people mean it. */
function* plainSegments(text: string): Iterable<{ segment: string; index: number; isWordLike: boolean }> {
  const initials = INITIALS.test(text) ? new RegExp(`${INITIALS.source}|${PIECES.source}`, 'g') : PIECES
  for (const match of text.matchAll(initials))
    yield { segment: match[0], index: match.index, isWordLike: /^[A-Za-z0-9_]/.test(match[0]) }
}

const mark = (text: string, start: number, length: number): Token => ({
  text,
  folded: text,
  kind: 'mark',
  capital: false,
  spaced: true,
  start,
  end: start + length,
})

/** The last white space before the limit, so that no word is halved; the limit where there is none. */
function cutAt(text: string): number {
  const space = text.lastIndexOf(' ', MAX_READ)
  return space > MAX_READ / 2 ? space : MAX_READ
}
