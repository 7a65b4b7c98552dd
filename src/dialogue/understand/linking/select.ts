import type { Context } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'
import type { Found, Linker } from './linker.ts'
import { partAfter } from './part.ts'
import { supportedTag } from './supported-tag.ts'
import { joined, merged, twinTitles } from './title-pairs.ts'
import { yearAfter } from './year-after.ts'

const QUOTES = /^["“”„«»‘’'‹›]$/u
/** What is said of something follows. */
const SAID = /^(is|isnt|was|wasnt|has|had|looks|looked|sounds|seems|might|could|would|will|got|came)$/
/** A cue of taste that tells of the past, and so of a title: "loved", "liked", "saw", "hte" for "hated" in haste, "put up with". */
const PAST = /(ed|d|saw|seen|hte|up with|up on)$/

/** Chooses among overlapping names: longest first, and common words as titles only where the context says so. */
export function select(
  found: readonly Found[],
  tokens: readonly Token[],
  linker: Linker,
  context: Context,
  /** Does the intents' own language say exactly this? */
  isPhrase: (words: readonly string[]) => boolean,
): Found[] {
  const { lexicon } = linker
  const taken = new Uint8Array(tokens.length)
  const chosen: Found[] = []
  const wordsIn = (f: Found) => tokens.slice(f.from, f.to).filter(({ kind }) => kind === 'word')
  // A misspelt title of several words, one of them a word that nobody writes ("Black Panthsr"), is not the short one in it.
  const misspelt = (f: Found) =>
    f.kind === 'title' && wordsIn(f).length > 1 && wordsIn(f).some(({ folded }) => linker.isStrange(folded)) ? -6 : -14
  const rank = (f: Found) =>
    (f.to - f.from) * 10 +
    (f.fuzzy ? misspelt(f) : 0) +
    (f.kind === 'title' ? 2 + (f.rows[0]?.score ?? 0) : f.kind === 'person' ? 2 : 1) +
    (isGuess(f) ? -4 : 0)
  const order = [...found].sort((a, b) => rank(b) - rank(a) || a.from - b.from)
  const titles = order.filter(({ kind }) => kind === 'title')
  const later: Found[] = []
  const take = (f: Found) => {
    taken.fill(1, f.from, f.to)
    chosen.push(f)
  }
  const twins = twinTitles(found, tokens)
  let whole: boolean | undefined
  const allIsPhrase = (): boolean => {
    whole ??= isPhrase(tokens.filter(({ kind }) => kind === 'word').map(({ folded }) => folded))
    return whole
  }
  const free = (f: Found) => taken.subarray(f.from, f.to).every((used) => used === 0)
  for (const f of order) {
    if (!free(f) || isSetting(f) || isNoun(f) || isRest(f)) continue
    if (f.kind !== 'title') {
      if (f.kind === 'tag' && !supportedTag(f, tokens, lexicon, context)) continue
      const rival = titles.find((o) => o.from <= f.from && o.to >= f.to && free(o))
      if (!(rival && titleStands(rival))) take(f)
    } else if (!isRisky(f)) take(f)
    else if (titleStands(f)) take(f)
    else later.push(f)
  }
  // "alien and blade runner": a common word beside a sure title, joined to it.
  for (const f of [...later, ...later]) {
    if (!joined(f, chosen, tokens) || pronounOnly(f) || nounNext(f)) continue
    if (wordsIn(f).length === 1 && isPhrase(wordsIn(f).map(({ folded }) => folded))) continue
    const rivals = chosen.filter((o) => o.from < f.to && o.to > f.from)
    if (rivals.some((o) => o.kind === 'title' || o.from < f.from || o.to > f.to)) continue
    for (const rival of rivals) chosen.splice(chosen.indexOf(rival), 1)
    take(f)
  }
  return merged(
    chosen.sort((a, b) => a.from - b.from),
    tokens,
  )

  /** Words that are also everyday words, tags or numbers. */
  function isRisky(f: Found): boolean {
    const words = wordsIn(f)
    if (words.length > 3) return false
    if (isByWord(f)) return true
    const everyday = ({ folded }: Token) =>
      lexicon.common.has(folded) || /^\d+$/.test(folded) || folded.length === 1 || lexicon.numbers.has(folded)
    if (words.length === 1) {
      const [word] = words as [Token]
      if (everyday(word) || linker.isTagWord(word.folded) || tagged(f)) return true
      // In a big catalogue "awesome" and "next" are films as well, and "kinda" is near "Linda".
      return !word.capital && (f.fuzzy || !linker.isStrange(word.folded))
    }
    return (words.every(everyday) && (words.length < 3 || lexicon.articles.has(words[0]?.folded ?? ''))) || tagged(f)
  }

  /** Linked by one distinctive word of a longer title. */
  function isByWord(f: Found): boolean {
    return f.kind === 'title' && !f.fuzzy && f.rows[0]?.score === 0.8
  }

  function tagged(f: Found): boolean {
    return found.some(
      (o) =>
        o.kind === 'tag' &&
        !o.fuzzy &&
        o.to === f.to &&
        (o.from === f.from || (o.from === f.from + 1 && lexicon.articles.has(tokens[f.from]?.folded ?? ''))),
    )
  }

  /** "set in Chicago", "a film about rain": one word after these is a place or a subject, no title. */
  function isSetting(f: Found): boolean {
    const words = wordsIn(f)
    if (f.kind !== 'title' || words.length > 1 || yearAfter(tokens, f.to, f, linker)) return false
    const skip = lexicon.articles.has(tokens[f.from - 1]?.folded ?? '') ? 1 : 0
    const before = tokens[f.from - skip - 1]?.folded ?? ''
    const second = tokens[f.from - skip - 2]?.folded ?? ''
    if (before === 'in') return lexicon.placed.has(second)
    if (before === 'of') return lexicon.sorts.has(second)
    if (before !== 'about') return false
    // "about a pianist" begins the message: a subject, for it says no title.
    if (f.from - skip - 1 === firstWord() && !words[0]?.capital) return true
    return lexicon.nouns.has(second) || (lexicon.subjects.has(second) && !words[0]?.capital)
  }

  /** "a movie": the noun of the domain, in whose titles it stands too. */
  function isNoun(f: Found): boolean {
    return (
      f.kind === 'title' && wordsIn(f).every(({ folded }) => lexicon.nouns.has(folded) || lexicon.articles.has(folded))
    )
  }

  /** "save the others" while a list is shown: the rest of it, and no film of that name. */
  function isRest(f: Found): boolean {
    if (f.kind !== 'title' || context.shown.length < 2) return false
    const start = lexicon.articles.has(tokens[f.from - 1]?.folded ?? '') ? f.from - 1 : f.from
    const hit = lexicon.pronounWords.at(tokens, start, f.to)
    if (hit?.value !== 'others' || start + hit.length < f.to) return false
    const said = tokens[f.to - 1]?.capital || QUOTES.test(tokens[f.to]?.text ?? '')
    return !said && yearAfter(tokens, f.to, f, linker) === undefined
  }

  function isGuess(f: Found): boolean {
    return f.kind === 'title' && (f.rows[0]?.score ?? 0) < 0.9 && !f.fuzzy
  }

  function pronounOnly(f: Found): boolean {
    return wordsIn(f).every(({ folded }) => lexicon.pronouns.has(folded) || lexicon.articles.has(folded))
  }

  function titleStands(f: Found): boolean {
    if (twins.has(f)) return true
    // "Alien 10/10", "Alien 👍"
    if (f.from === 0 && tokens[0]?.capital && /^thumbs(up|down)$/.test(tokens[f.to]?.folded ?? '')) return true
    const before = tokens[f.from - 1]
    const after = tokens[f.to]
    if (before && after && QUOTES.test(before.text) && QUOTES.test(after.text)) return true
    if (yearAfter(tokens, f.to, f, linker) !== undefined) return true
    const words = wordsIn(f)
    const isPronoun = pronounOnly(f)
    // "alien 3 was boring": a part of something is a part of a title.
    if (!isPronoun && !words.every(({ folded }) => lexicon.common.has(folded)) && partAfter(f, tokens, linker))
      return true
    const whole = isWhole(f, tokens)
    const loud = words.length === 1 && isLoud(f)
    const capital =
      !loud && words.every(({ capital, folded }) => capital || /^\d/.test(folded) || lexicon.articles.has(folded))
    const shouted = !tokens.some(({ text, kind }) => kind === 'word' && text !== text.toUpperCase())
    const first = !tokens.slice(0, f.from).some(({ kind }) => kind === 'word') || /^[.!?\n]$/.test(before?.text ?? '')
    const known = context.asked?.items?.some(
      (id) => f.kind === 'title' && f.rows.some(({ row }) => linker.id(row) === id),
    )
    if (whole && known) return true
    // "Nope" is a film and an answer: alone it is the answer.
    if (whole && isPhrase(words.map(({ folded }) => folded))) return false
    if (capital && !shouted && words.some(({ capital }) => capital)) {
      if (!first && !(words.length === 1 && words[0]?.folded === 'i')) return !(tagged(f) && nounNext(f))
      if (first && !isPronoun && !tagged(f) && (whole || /^(is|was|and|or|made|by)$/.test(after?.folded ?? '')))
        return true
      if (first && whole && context.asked && !tagged(f)) return true
    }
    if (isPronoun || nounNext(f)) return false
    // "home alone is a good one": several words that something is said of
    const plain = words.length > 1 || !lexicon.common.has(words[0]?.folded ?? '')
    if (first && plain && SAID.test(after?.folded ?? '') && !tagged(f) && !allIsPhrase()) return true
    if (whole) {
      if (tagged(f)) return false
      const folded = words.map(({ folded }) => folded)
      return words.length > 1 || wantsTitle(context) || (folded.join('').length > 3 && !isPhrase(folded))
    }
    return inSlot(f)
  }

  /** "it was AWESOME": a word in capitals is no name where the title is not written so. */
  function isLoud(f: Found): boolean {
    const text = wordsIn(f)[0]?.text ?? ''
    const title = f.kind === 'title' ? linker.catalogue.items[f.rows[0]?.row ?? -1]?.title : undefined
    return text.length > 1 && text === text.toUpperCase() && /\p{L}/u.test(text) && title !== text
  }

  function nounNext(f: Found): boolean {
    return lexicon.nouns.has(tokens[f.to]?.folded ?? '')
  }

  function inSlot(f: Found): boolean {
    if (allIsPhrase()) return false
    return slotAt(f, false) || slotAt(f, true)
  }

  function slotAt(f: Found, copula: boolean): boolean {
    let at = f.from
    const skipped = () =>
      lexicon.articles.has(tokens[at - 1]?.folded ?? '') ||
      lexicon.nouns.has(tokens[at - 1]?.folded ?? '') ||
      (copula && /^(is|are|:)$/.test(tokens[at - 1]?.folded ?? '') && at > 1)
    while (at > 0 && skipped()) at--
    const listed = tokens.slice(at, f.from).some(({ folded }) => /^(is|are|:)$/.test(folded))
    const cue = lexicon.cues.before(tokens, at)
    const titular = cue && /^(seen|unseen|similar|like|love|hate|dislike)$/.test(cue.value)
    const slot = titular ? cue : lexicon.slots.before(tokens, at)
    if (!slot || !closes(f)) return false
    const phrase = tokens
      .slice(slot.start, at)
      .map(({ folded }) => folded)
      .join(' ')
    if (!titular) {
      if (!tagged(f)) return true
      // A subject or a title? "who is in alien", "i meant aliens", but "films about aliens".
      if (/^(is|whats|whos)$/.test(phrase)) return slot.start === firstWord() || tokens[f.to]?.folded === 'about'
      if (/^(in|about|of)$/.test(phrase))
        return tokens.slice(0, at).some(({ folded }) => /^(who|whos|tell)$/.test(folded))
      return /^(than|meant|mean|called|titled|named|save|unsave|remove|add|delete|see|watch|recommend|suggest|rewatch|directed|made|wrote|how was|acts in|stars in|plays in|played in|starred in|does)$/.test(
        phrase,
      )
    }
    if (cue.value === 'seen' || cue.value === 'unseen' || cue.value === 'similar') return true
    if (cue.value === 'like' || cue.value === 'love' || cue.value === 'hate' || cue.value === 'dislike') {
      if (!tagged(f) || PAST.test(phrase) || listed) return true
      // "I like aliens" is a subject, "something like alien" and "I love alien" a title.
      const key = tokens
        .slice(f.from, f.to)
        .map(({ folded }) => folded)
        .join('')
      return phrase === 'like' && slot.start === firstWord() ? true : !linker.isTagWord(key)
    }
    return false
  }

  function firstWord(): number {
    return tokens.findIndex(({ kind }) => kind === 'word')
  }

  /** Does what is said of the title end here, so that the words are not the beginning of something else? */
  function closes(f: Found): boolean {
    const next = tokens[f.to]
    return (
      !next ||
      next.kind === 'mark' ||
      lexicon.after.has(next.folded) ||
      partAfter(f, tokens, linker) !== undefined ||
      found.some((o) => o.kind === 'title' && o.from === f.to)
    )
  }
}

const wantsTitle = (context: Context): boolean =>
  context.asked !== undefined && context.asked.kind !== 'tag' && context.asked.kind !== 'confirm'

/** Is it all that the message says, save for marks? */
const isWhole = (f: Found, tokens: readonly Token[]): boolean =>
  tokens.every(({ kind }, i) => kind === 'mark' || (i >= f.from && i < f.to))
