import type { Utterance } from '../../datasets/utterances.ts'
import { Random } from '../../random.ts'
import { type Judged, type OutOfScope, outOfScope } from './calibration.ts'
import { byClass, macroF1, type Rates, spanRates, spansOf } from './scores.ts'

/** What somebody made of an utterance. */
export interface Understood {
  /** (intents) probabilities, in the order of `Trial.intents` */
  readonly intents: ArrayLike<number>
  /** A BIO label for each word, from whoever gives slots. */
  readonly slots?: readonly string[] | undefined
}

export interface Lesson {
  readonly intents: readonly string[]
  readonly train: readonly Utterance[]
  /** For temperatures and weights. */
  readonly validation: readonly Utterance[]
  readonly seed: number
}

/** Somebody who has learned, and reads utterances from now on. */
export interface Learner {
  readonly name: string
  /** How long learning took. */
  readonly seconds: number
  read(words: readonly string[]): Understood
}

/** Learns a lesson: one learner or several that share what they learned, always the same names. */
export type Learn = (lesson: Lesson) => readonly Learner[]

/** One way of parting utterances into those to learn from and those to be asked about. */
export interface Split {
  readonly train: readonly Utterance[]
  readonly validation: readonly Utterance[]
  readonly test: readonly Utterance[]
}

export interface Confusion {
  readonly wanted: string
  readonly found: string
  readonly utterances: readonly string[]
}

export interface UnderstandingResult {
  readonly name: string
  readonly seed: number
  readonly accuracy: number
  readonly macroF1: number
  readonly intents: ReadonlyMap<string, Rates>
  readonly slots?: { readonly all: Rates; readonly kinds: ReadonlyMap<string, Rates> } | undefined
  /** Intent and all slots right. */
  readonly sentence?: number | undefined
  readonly judged: readonly Judged[]
  readonly outOfScope?: OutOfScope | undefined
  /** Accuracy with so many typing errors in each test utterance. */
  readonly withTypos?: number | undefined
  readonly confusions: readonly Confusion[]
  readonly seconds: number
  readonly milliseconds: number
}

export interface UnderstandingOptions {
  readonly seed: number
  /** Typing errors in each test utterance, for a figure of its own; 0: none. */
  readonly typos: number
  readonly misspell: (words: readonly string[], count: number, random: Random) => readonly string[]
  readonly now: () => number
}

/** Trains on the first part of every split and asks about the last; answers of all splits are counted together. */
export function evaluateUnderstanding(
  splits: readonly Split[],
  learn: Learn,
  options: UnderstandingOptions,
): UnderstandingResult[] {
  const tallies = new Map<string, Tally>()
  for (const { train, validation, test } of splits) {
    const intents = [...new Set(train.flatMap(({ intent }) => intent ?? []))].sort()
    for (const learner of learn({ intents, train, validation, seed: options.seed })) {
      const tally = tallies.get(learner.name) ?? new Tally(learner.name, options)
      tallies.set(learner.name, tally)
      tally.ask(learner, intents, validation, test)
    }
  }
  return [...tallies.values()].map((tally) => tally.result())
}

/** Answers of one learner over all splits. */
class Tally {
  readonly #wanted: string[] = []
  readonly #found: string[] = []
  readonly #judged: Judged[] = []
  readonly #slots: { wanted: readonly string[]; found: readonly string[] }[] = []
  readonly #accepted: number[] = []
  readonly #outside: number[] = []
  readonly #confused = new Map<string, string[]>()
  #sentences = 0
  #spoiled = 0
  #seconds = 0
  #reading = 0

  constructor(
    readonly name: string,
    readonly options: UnderstandingOptions,
  ) {}

  ask(learner: Learner, intents: readonly string[], validation: readonly Utterance[], test: readonly Utterance[]) {
    const { seed, typos, misspell, now } = this.options
    this.#seconds += learner.seconds
    for (const { words, intent } of validation)
      if (intent !== undefined) this.#accepted.push(top(learner.read(words)).sure)
    const random = new Random(seed)
    const start = now()
    const answers = test.map(({ words }) => learner.read(words))
    this.#reading += now() - start
    test.forEach((utterance, i) => {
      const { words, intent } = utterance
      const answer = answers[i]!
      const { at, sure } = top(answer)
      if (intent === undefined) {
        this.#outside.push(sure)
        return
      }
      const name = intents[at]!
      this.#wanted.push(intent)
      this.#found.push(name)
      this.#judged.push({ sure, right: name === intent })
      if (name !== intent) {
        const key = `${intent}\n${name}`
        this.#confused.set(key, [...(this.#confused.get(key) ?? []), utterance.text ?? words.join(' ')])
      }
      this.#count(utterance, answer, name)
      if (typos > 0 && intents[top(learner.read(misspell(words, typos, random))).at] === intent) this.#spoiled++
    })
  }

  #count({ slots, intent }: Utterance, answer: Understood, name: string): void {
    if (!slots || !answer.slots) return
    this.#slots.push({ wanted: slots, found: answer.slots })
    if (name === intent && spansOf(slots).join() === spansOf(answer.slots).join()) this.#sentences++
  }

  result(): UnderstandingResult {
    const judged = this.#judged
    const intents = byClass(this.#wanted, this.#found)
    const slots = this.#slots
    const asked = judged.length + this.#outside.length
    return {
      name: this.name,
      seed: this.options.seed,
      accuracy: judged.filter(({ right }) => right).length / judged.length,
      macroF1: macroF1(intents),
      intents,
      ...(slots.length > 0 && {
        slots: spanRates(
          slots.map(({ wanted }) => wanted),
          slots.map(({ found }) => found),
        ),
        sentence: this.#sentences / slots.length,
      }),
      judged,
      ...(this.#outside.length > 0 &&
        this.#accepted.length > 0 && { outOfScope: outOfScope(this.#accepted, judged, this.#outside) }),
      ...(this.options.typos > 0 && { withTypos: this.#spoiled / judged.length }),
      confusions: [...this.#confused]
        .map(([key, utterances]) => ({ wanted: key.split('\n')[0]!, found: key.split('\n')[1]!, utterances }))
        .sort((a, b) => b.utterances.length - a.utterances.length),
      seconds: this.#seconds,
      milliseconds: this.#reading / asked,
    }
  }
}

/** The likeliest intent and its probability. */
export function top({ intents }: Understood): { at: number; sure: number } {
  let at = 0
  for (let i = 1; i < intents.length; i++) if (intents[i]! > intents[at]!) at = i
  return { at, sure: intents[at]! }
}
