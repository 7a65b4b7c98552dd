import type { Context } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'
import type { Found, Linker } from './linker.ts'
import { supportedTag } from './supported-tag.ts'
import { TitleEvidence } from './title-evidence.ts'
import { joined, merged } from './title-pairs.ts'

/** Chooses among overlapping names: longest first, and common words as titles only where the context says so. */
export function select(
  found: readonly Found[],
  tokens: readonly Token[],
  linker: Linker,
  context: Context,
  /** Does the intents' own language say exactly this? */
  isPhrase: (words: readonly string[]) => boolean,
): Found[] {
  const evidence = new TitleEvidence(found, tokens, linker, context, isPhrase)
  const taken = new Uint8Array(tokens.length)
  const chosen: Found[] = []
  const order = [...found].sort((a, b) => evidence.rank(b) - evidence.rank(a) || a.from - b.from)
  const titles = order.filter(({ kind }) => kind === 'title')
  const later: Found[] = []
  const take = (f: Found) => {
    taken.fill(1, f.from, f.to)
    chosen.push(f)
  }
  const free = (f: Found) => taken.subarray(f.from, f.to).every((used) => used === 0)
  for (const f of order) {
    if (!free(f) || evidence.isNone(f)) continue
    if (f.kind !== 'title') {
      if (f.kind === 'tag' && !supportedTag(f, tokens, linker.lexicon, context)) continue
      const rival = titles.find((o) => o.from <= f.from && o.to >= f.to && free(o))
      if (!(rival && evidence.stands(rival))) take(f)
    } else if (!evidence.isRisky(f) || evidence.stands(f)) take(f)
    else later.push(f)
  }
  // "alien and blade runner": a common word beside a sure title, joined to it.
  for (const f of [...later, ...later]) {
    if (!joined(f, chosen, tokens) || !evidence.mayJoin(f)) continue
    const rivals = chosen.filter((o) => o.from < f.to && o.to > f.from)
    if (rivals.some((o) => o.kind === 'title' || o.from < f.from || o.to > f.to)) continue
    for (const rival of rivals) chosen.splice(chosen.indexOf(rival), 1)
    take(f)
  }
  const sorted = chosen.sort((a, b) => a.from - b.from)
  return merged(sorted, tokens)
}
