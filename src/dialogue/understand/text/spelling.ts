import levenshtein from 'natural/lib/natural/distance/levenshtein_distance.js'
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js'

/** How many edits a word or a title of so many characters forgives. */
export const allowedEdits = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2)

/** Damerau-Levenshtein distance (insert, delete, replace, swap of neighbours), or Infinity where it must exceed `most`. */
export function distance(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY
  if (most === 1) return oneEdit(a, b) ? 1 : Number.POSITIVE_INFINITY
  if (differing(a, b) > 2 * most) return Number.POSITIVE_INFINITY
  const found = levenshtein.DamerauLevenshteinDistance(a, b, { restricted: true })
  return found <= most ? found : Number.POSITIVE_INFINITY
}

/** Is b one edit from a? Linear: skip the common beginning and end, look at what is left. */
function oneEdit(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  const restA = endA - start
  const restB = endB - start
  if (restA <= 1 && restB <= 1) return true
  return restA === 2 && restB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}

const counts = new Int8Array(128)

/** Characters that one word has more of than the other: a cheap lower bound (an edit changes at most two). */
function differing(a: string, b: string): number {
  counts.fill(0)
  for (let i = 0; i < a.length; i++) counts[a.charCodeAt(i) & 127]! += 1
  for (let i = 0; i < b.length; i++) counts[b.charCodeAt(i) & 127]! -= 1
  let sum = 0
  for (const count of counts) sum += Math.abs(count)
  return sum
}

/** Porter's stem of a folded English word. */
export function stem(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word
  let found = stems.get(word)
  if (found === undefined) {
    if (stems.size > 20_000) stems.clear()
    found = porter.stem(word)
    stems.set(word, found)
  }
  return found
}

/** Stems already made: the same few thousand words come again and again. */
const stems = new Map<string, string>()
