import type { Token } from '../text/tokenize.ts'
import type { NumberFound, NumberWorld } from './number-world.ts'

/** "for my 8 year old", "for the kids" */
export function readAge(world: NumberWorld, tokens: readonly Token[], at: number, to: number): NumberFound | undefined {
  const field = world.rating
  if (field === undefined) return undefined
  const { lexicon } = world
  const n = Number(tokens[at]?.folded)
  const written = lexicon.numbers.get(tokens[at]?.folded ?? '')
  const glued = /^(\d{1,2})(yo|yrs?|yearold)$/.exec(tokens[at]?.folded ?? '')
  const age = glued ? Number(glued[1]) : Number.isInteger(n) && tokens[at]?.folded !== '' ? n : written
  if (age !== undefined && age > 0 && age < 100) {
    let next = at + 1
    while (tokens[next]?.text === '-') next++
    const years = glued ? { length: 0 } : lexicon.years.at(tokens, next, to)
    const hyphened =
      tokens[next]?.folded === 'year' &&
      tokens[next + 1]?.text === '-' &&
      /^olds?$/.test(tokens[next + 2]?.folded ?? '')
    const yearsOld = /^(years|yrs)$/.test(tokens[next]?.folded ?? '') && tokens[next + 1]?.folded === 'old'
    if (years || hyphened || yearsOld) {
      // "a 40 year old film" speaks of the film.
      const end = next + (hyphened ? 3 : yearsOld ? 2 : (years?.length ?? 0))
      if (lexicon.nouns.has(tokens[end]?.folded ?? '')) return undefined
      return { from: at, to: end, field, max: age, audience: true }
    }
  }
  // "aged 6 and 9": the youngest counts.
  if (/^(aged?|ages)$/.test(tokens[at]?.folded ?? '') && /^\d{1,2}$/.test(tokens[at + 1]?.folded ?? '')) {
    const first = Number(tokens[at + 1]?.folded)
    const more = /^(and|to|-|,)$/.test(tokens[at + 2]?.folded ?? '') && /^\d{1,2}$/.test(tokens[at + 3]?.folded ?? '')
    const second = more ? Number(tokens[at + 3]?.folded) : first
    return { from: at, to: at + (more ? 4 : 2), field, max: Math.min(first, second), audience: true }
  }
  const words = lexicon.audienceWords.at(tokens, at, to)
  if (words) return { from: at, to: at + words.length, field, max: 6, audience: true }
  const lead = lexicon.audienceLead.at(tokens, at, to)
  // "my kids are with me"
  const near = lead ? at + lead.length : at
  const there = lexicon.audience.at(tokens, near, to)
  const present = there && lexicon.present.at(tokens, near + there.length, to)
  if (there && present)
    return { from: at, to: near + there.length + present.length, field, max: there.value, audience: true }
  if (
    !lead ||
    !/^(for|with|ok|okay|good|fine|safe|suitable|appropriate|together|watch|play|read)$/.test(tokens[at]?.folded ?? '')
  )
    return undefined
  let next = at + lead.length
  for (
    let more = lexicon.audienceLead.at(tokens, next, to);
    more && next < at + 8;
    more = lexicon.audienceLead.at(tokens, next, to)
  ) {
    next += more.length
  }
  const who = lexicon.audience.at(tokens, next, to)
  if (!who) return undefined
  return { from: at, to: next + who.length, field, max: who.value, audience: true }
}
