import type { Catalogue } from '../../catalogue/catalogue.ts'
import { TastebudError } from '../../errors.ts'
import { hash32 } from '../../random.ts'
import type { Event } from '../track/event.ts'
import type { State } from '../track/state.ts'
import type { Phrases } from './phrases.ts'
import type { Replies } from './replies.ts'
import { capital, fill, type Values } from './template.ts'

export interface SpeakContext {
  readonly state: State
  /** Everything the turn put into the log. */
  readonly events: readonly Event[]
  readonly intents: readonly string[]
  readonly seed: number
}

/** Chooses sentences for one turn: by seed, never the variant that was used last for the same purpose. */
export class Voice {
  readonly used: Record<string, number> = {}
  readonly #domain: Values

  constructor(
    readonly replies: Replies,
    readonly phrases: Phrases,
    readonly catalogue: Catalogue,
    readonly context: SpeakContext,
    /** Moves every choice on by so many variants, when the whole text came out as last time. */
    readonly shift: number,
    /** Whose events the recommenders learned from: "many people", "simulated viewers". */
    readonly audience = 'many people',
  ) {
    this.#domain = this.#domainValues()
  }

  say(key: string, values: Values = {}): string {
    const variants = this.replies.get(key)
    if (!variants) throw missing(key)
    const last = this.context.state.sentences[key]
    let index = (hash32(`${key}:${this.context.seed}:${this.context.state.version}`) + this.shift) % variants.length
    if (index === last && variants.length > 1) index = (index + 1) % variants.length
    this.used[key] = index
    const { count } = values
    const words = this.replies.get('list.numbers') ?? []
    const n = typeof count === 'number' ? (words[count] ?? count) : undefined
    return capital(fill(variants[index] ?? '', { ...this.#domain, ...values, n }))
  }

  /** What every sentence may name: the same in all of one turn. */
  #domainValues(): Values {
    const { noun, verb, examples } = this.catalogue.domain
    const turn = hash32(`example:${this.context.state.version}`)
    return {
      noun: noun.one,
      nouns: noun.many,
      verb: verb.base,
      watched: verb.past,
      watching: verb.ing,
      audience: this.audience,
      ...this.phrases.examples,
      example: examples[turn % Math.max(1, examples.length)] ?? this.catalogue.items[0]?.title ?? '',
      example2: examples[(turn + 1) % Math.max(1, examples.length)] ?? this.catalogue.items[1]?.title ?? '',
    }
  }
}

const missing = (key: string) =>
  new TastebudError(
    'BAD_REPLIES',
    `replies.yml has no sentence for "${key}"`,
    `Add \`${key}:\` with at least one sentence.`,
  )
