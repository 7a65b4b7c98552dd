import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { fold, tokenize } from '../text/tokenize.ts'

/** Descriptions looked through for a word: enough to know an everyday one, and bounded. */
const MAX_TEXTS = 1_500
/** Characters of each. */
const MAX_TEXT = 600

interface Known {
  /** Row by word of a title, -1 where several items have it. */
  readonly titles: ReadonlyMap<string, number>
  readonly written: ReadonlySet<string>
}

const cache = new WeakMap<Catalogue, Partial<Known>>()

/** The row of the one item with this folded word in a title; undefined where none or several have it. */
export function onlyTitleWith(catalogue: Catalogue, word: string): number | undefined {
  const known = knownOf(catalogue)
  const titles = known.titles ?? wordsOfTitles(catalogue)
  if (!known.titles) cache.set(catalogue, { ...known, titles })
  const row = titles.get(word)
  return row === undefined || row < 0 ? undefined : row
}

/**
 * Is it a word that no description writes in lower case? The catalogue's own texts tell everyday words
 * ("weddings") from names ("totoro"), in every language and domain.
 */
export function isStrange(catalogue: Catalogue, word: string): boolean {
  const known = knownOf(catalogue)
  const written = known.written ?? wordsOfTexts(catalogue)
  if (!known.written) cache.set(catalogue, { ...known, written })
  return ![word, word.replace(/s$/, ''), word.replace(/es$/, '')].some((form) => written.has(form))
}

const knownOf = (catalogue: Catalogue): Partial<Known> => cache.get(catalogue) ?? {}

function wordsOfTitles(catalogue: Catalogue): Map<string, number> {
  const titles = new Map<string, number>()
  catalogue.items.forEach((item, row) => {
    for (const title of [item.title, ...item.otherTitles])
      for (const { folded } of tokenize(title))
        if (folded.length >= 5) titles.set(folded, (titles.get(folded) ?? row) === row ? row : -1)
  })
  return titles
}

function wordsOfTexts(catalogue: Catalogue): Set<string> {
  const written = new Set<string>()
  for (const { text } of catalogue.items.slice(0, MAX_TEXTS))
    for (const [word] of text.slice(0, MAX_TEXT).matchAll(/(?<![\p{L}\p{N}])\p{Ll}{4,}(?![\p{L}\p{N}])/gu))
      written.add(fold(word))
  return written
}
