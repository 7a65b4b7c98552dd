import type { Token } from '../text/tokenize.ts'
import type { Found, Linker } from './linker.ts'

/** Words between a title and the number of its part. */
const PART = /^(part|pt|vol|volume|chapter|episode)$/
const ROMAN = /^(ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii)$/
/** A number before these counts something else: "Alien 2 times", "Heat 3 out of 10". */
const COUNTED =
  /^(times?|x|out|of|outta|stars?|points?|percent|years?|hours?|hrs?|h|minutes?|mins?|days?|weeks?|months?|people|players?|kids?|or|to|others?|more|thumbs|thumbsup|thumbsdown|\/|%|\*|-|–|\+)$/
/** "I'd give Alien 9" and "rate Alien 9" judge it. */
const RATES = /^(give|gave|giving|rate|rated|rating|score|scored)$/
const PLACES: Readonly<Record<string, number>> = {
  second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4, fifth: 5, '5th': 5, sixth: 6, '6th': 6,
  seventh: 7, '7th': 7, eighth: 8, '8th': 8, ninth: 9, '9th': 9,
} // biome-ignore format: a list
/** No series has more parts: a higher number is a year, a length, or of the title. */
const MOST = 30

/**
 * Where the number of a part ends that directly follows a title: "Alien 3", "Rocky VII", "Jaws part 2". Names of the
 * catalogue take their own numbers along, so that what is left over names a part that it does not hold.
 */
export function partAfter(
  f: Pick<Found, 'from' | 'to'>,
  tokens: readonly Token[],
  { lexicon }: Pick<Linker, 'lexicon'>,
): number | undefined {
  const word = (at: number) => tokens[at]?.folded ?? ''
  // What ends in a number, or in a place of a list, has its own.
  if (/\d$/.test(word(f.to - 1))) return undefined
  const at = PART.test(word(f.to)) ? f.to + 1 : f.to
  const number = tokens[at]
  if (number?.kind !== 'word') return undefined
  const next = word(at + 1)
  const ends = at + 1 >= tokens.length || tokens[at + 1]?.kind === 'mark'
  const isDigit = /^\d{1,2}$/.test(number.folded) && Number(number.folded) > 1 && Number(number.folded) <= MOST
  const isRoman = ROMAN.test(number.folded) || (/^[VX]$/.test(number.text) && ends)
  if (!isDigit && !isRoman) return undefined
  if (COUNTED.test(next) || lexicon.nouns.has(next)) return undefined
  let before = f.from - 1
  while (before > 0 && lexicon.articles.has(word(before))) before--
  if (RATES.test(word(before))) return undefined
  // "1. Heat 2. Alien" numbers its lines.
  const listed = /^\d+$/.test(word(0)) && /^[.):]$/.test(word(1))
  return listed && /^[.):]$/.test(next) ? undefined : at + 1
}

/** "The second Godfather": the part by its place, where the catalogue has one; what was found otherwise. */
export function byPlace(found: readonly Found[], tokens: readonly Token[], linker: Linker): Found[] {
  return found.map((f) => {
    const place = PLACES[tokens[f.from - 1]?.folded ?? '']
    if (f.kind !== 'title' || place === undefined) return f
    const rows = linker.part(tokens.slice(f.from, f.to), place)
    return rows ? { ...f, from: f.from - 1, rows } : f
  })
}
