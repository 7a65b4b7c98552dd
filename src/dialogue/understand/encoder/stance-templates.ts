import { z } from 'zod'
import type { Random } from '../../../random.ts'
import type { Stance } from '../meaning.ts'
import { tokenize } from '../text/tokenize.ts'
import { badIntents, readYaml } from '../yaml-file.ts'

const lines = z.array(z.string().trim().min(1)).min(1)
const schema = z.strictObject({
  joins: lines,
  fillers_before: lines,
  fillers_after: lines,
  single: lines,
  several: lines,
})

/** Templates and what goes between and around them. */
export type StanceTemplates = z.infer<typeof schema>

/** The file of templates in a folder of intents. */
export const STANCES_FILE = 'stances.yml'

/** What a mark behind a mention says. */
const MARKS: Readonly<Record<string, Stance>> = {
  '+': 'like', '-': 'dislike', '*': 'want', '!': 'avoid', '=': 'allow', '~': 'neutral',
} // biome-ignore format: a table
/** Slots that a mention may be drawn as, by its letter. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  x: ['{title}', '{title}', '{tag}', '{tag}', '{person}'],
  t: ['{title}'],
  g: ['{tag}', '{tag}', '{tag}', '{axis}'],
  p: ['{person}'],
}

const MENTION = /\{([xtgp])([-+*!=~])(&?)([su]?)\}/g
const DOMAIN = /\{(noun|nouns|watch|watched|watching)\}/g

/** A sentence with how each thing named in it stands. */
export interface StanceExample {
  /** Folded words, mentions as `{title}`, marks as `,`. */
  readonly words: readonly string[]
  /** For each word; undefined where it names nothing. */
  readonly stances: readonly (Stance | undefined)[]
  readonly seen: readonly (boolean | undefined)[]
  /** Does it hold of this and the one named before at once? */
  readonly together: readonly boolean[]
}

/**
 * Reads the templates of stances.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`
 */
export function readStanceTemplates(path: string): StanceTemplates {
  const { data, line } = readYaml(path, schema)
  for (const list of ['single', 'several'] as const)
    data[list].forEach((template, i) => {
      const wrong = complaint(template, list === 'single')
      if (wrong) throw badIntents(path, line([list, i]), wrong)
    })
  return data
}

function complaint(template: string, single: boolean): string | undefined {
  const named = template.match(MENTION)?.length ?? 0
  if (/[{}]/.test(template.replace(MENTION, '').replace(DOMAIN, '')))
    return 'a mention is written {x+}, {t-s}, {g!}, {g!&} ...'
  if (single ? named !== 1 : named < 2) return `expected ${single ? 'one mention' : 'several mentions'}, found ${named}`
  const depth = [...template].reduce((sum, c) => sum + (c === '(' ? 1 : c === ')' ? -1 : 0), 0)
  return depth === 0 ? undefined : 'a bracket is not closed'
}

/** A text of one to three templates, joined, with or without what people say around it. */
export function composed(
  { joins, single, several, fillers_before: before, fillers_after: after }: StanceTemplates,
  random: Random,
): string {
  const count = 1 + (random.next() < 0.6 ? 1 : 0) + (random.next() < 0.25 ? 1 : 0)
  let text = random.next() < 0.2 ? `${random.pick(before)} ` : ''
  for (let i = 0; i < count; i++)
    text += `${i > 0 ? ` ${random.pick(joins)} ` : ''}${random.pick(random.next() < 0.2 ? several : single)}`
  return random.next() < 0.2 ? `${text} ${random.pick(after)}` : text
}

const GROUP = /\(([^()]*)\)/g

/** Texts of a template in which every choice of every group comes up `times` times or more. */
export function choices(template: string, times: number, random: Random): string[] {
  const groups = [...template.matchAll(GROUP)].map(([, group = '']) => group.split('|'))
  const count = times * groups.reduce((most, { length }) => Math.max(most, length), 1)
  const orders = groups.map((group) => {
    const order = Array.from({ length: count }, (_, i) => group[i % group.length] as string)
    return random.shuffle(order)
  })
  return Array.from({ length: count }, (_, i) => {
    let g = 0
    return template.replace(GROUP, () => orders[g++]?.[i] as string)
  })
}

/** A sentence of a template: a choice of each group, a kind of each mention. */
export function stanceExample(template: string, fill: Readonly<Record<string, string>>, random: Random): StanceExample {
  const chosen = template.replace(GROUP, (_, group: string) => random.pick(group.split('|')))
  const words: string[] = []
  const stances: (Stance | undefined)[] = []
  const seen: (boolean | undefined)[] = []
  const together: boolean[] = []
  const say = (text: string) => {
    for (const { folded, kind } of tokenize(text)) {
      const word = kind === 'word' ? folded : mark(folded)
      if (word === undefined || (word === ',' && words.at(-1) === ',')) continue
      words.push(word)
      stances.push(undefined)
      seen.push(undefined)
      together.push(false)
    }
  }
  let from = 0
  const filled = chosen.replace(DOMAIN, (_, slot: string) =>
    /^nouns?$/.test(slot) ? ' xnounx ' : (fill[slot] ?? slot),
  )
  for (const { 0: whole, 1: kind = 'x', 2: stance = '~', 3: joined, 4: known, index } of filled.matchAll(MENTION)) {
    say(filled.slice(from, index))
    words.push(random.pick(KINDS[kind] ?? []))
    stances.push(MARKS[stance])
    together.push(joined === '&')
    seen.push(known === 's' ? true : known === 'u' ? false : undefined)
    from = index + whole.length
  }
  say(filled.slice(from))
  return { words: words.map((word) => (word === 'xnounx' ? '{noun}' : word)), stances, seen, together }
}

/** A mark as the encoder reads it; undefined for one that says nothing. */
export const mark = (text: string): string | undefined =>
  /^[.,;:!…\n]$/.test(text) ? ',' : text === '?' ? '?' : undefined
