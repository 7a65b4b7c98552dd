import type { Lexicon } from '../lexicon.ts'
import { fold, tokenize } from '../text/tokenize.ts'

/** Words before a number that name a part of a series and that people leave out: "Kill Bill: Volume 1". */
const PART: ReadonlySet<string> = new Set(['part', 'vol', 'volume', 'chapter', 'episode', 'number', 'no'])
const ROMAN: Readonly<Record<string, string>> = {
  ii: '2', iii: '3', iv: '4', vi: '6', vii: '7', viii: '8', ix: '9', xi: '11', xii: '12', xiii: '13',
} // biome-ignore format: a list
const SMALL: Readonly<Record<string, string>> = {
  one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10',
  eleven: '11', twelve: '12', thirteen: '13',
} // biome-ignore format: a list

/** One spelling for numbers: roman and written-out ones become digits, "part" before one is dropped (''). */
export function canonical(word: string, next: string | undefined): string {
  if (PART.has(word) && next !== undefined) {
    return /^\d+$/.test(next) || next in ROMAN || next in SMALL || next === 'i' || next === 'v' ? '' : word
  }
  return ROMAN[word] ?? SMALL[word] ?? word
}

export interface TitleName {
  /** Canonical words. */
  readonly words: readonly string[]
  /** 1 for the full title, less for one without its article, its main part, its subtitle. */
  readonly weight: number
}

/** Folded words of a title, numbers unified. */
export function titleWords(title: string): string[] {
  const plain = /^[A-Za-z0-9' ]*$/.test(title)
  const raw = plain
    ? title.toLowerCase().replaceAll("'", '').split(' ').filter(Boolean)
    : tokenize(title.replace(/\+/g, ' and ')).flatMap(({ kind, folded }) => (kind === 'word' ? [folded] : []))
  return raw.map((word, i) => canonical(word, raw[i + 1])).filter((word) => word !== '')
}

/** Every way in which a title may be said. */
export function titleNames(title: string, articles: Lexicon['articles'], weight = 1): TitleName[] {
  const names: TitleName[] = []
  const add = (words: readonly string[], w: number) => {
    if (words.length === 0) return
    names.push({ words, weight: w * weight })
    const first = words[0] as string
    if (words.length > 1 && articles.has(first)) names.push({ words: words.slice(1), weight: w * weight * 0.97 })
  }
  if (/^[A-Za-z0-9' ]*$/.test(title)) {
    add(titleWords(title), 1)
    return names
  }
  // MovieLens writes "Matrix, The" and "Postino, Il".
  const dateless = title.replace(/\s*\((?:18|19|20)\d\d\)\s*$/, '')
  const moved = /^(.*), (\p{L}+)$/u.exec(dateless)
  const bare = moved && articles.has(fold(moved[2] ?? '')) ? `${moved[2]} ${moved[1]}` : dateless
  // ... and "Seven (a.k.a. Se7en) (1995)".
  const aside = /^(.*?)\s*\((?:a\.?k\.?a\.?\s*)?(.*)\)$/.exec(bare)
  const full = aside?.[1] ? aside[1] : bare
  if (aside?.[2]) names.push(...titleNames(aside[2], articles, weight * 0.97))
  add(titleWords(full), 1)
  const parts = full.split(/: | [-–—] /)
  if (parts.length > 1) {
    const main = titleWords(parts[0] as string)
    const rest = titleWords(parts.slice(1).join(' '))
    add(main, 0.85)
    if (rest.length > 1 || (rest[0]?.length ?? 0) > 6) add(rest, 0.9)
  }
  return names
}
