import type { Random } from '../../random.ts'
import type { SimulatedPerson } from './person.ts'
import { fillPhrase, type PhraseName, phrases } from './phrases.ts'
import type { Reading } from './reading.ts'
import { slips } from './slips.ts'
import type { Work } from './world.ts'

/** One thing said. */
export interface Saying {
  readonly text: string
  readonly phrase: PhraseName
  /** It tells something about their taste. */
  readonly tells: boolean
  /** The item that it is about, where it brings one up. */
  readonly about?: Work
  /** From now on nothing of this kind may be shown. */
  readonly never?: string
}

/**
 * What a person wants to say, one thing after the other (agenda-based user simulation, Schatzmann et al., NAACL 2007):
 * questions are answered as their ratings say, what they know in a list is remarked on, what they would like is saved;
 * otherwise the next point of their agenda comes, and when that is empty, "others?".
 */
export class Agenda {
  readonly #points: Saying[] = []
  readonly #told: Work[] = []
  readonly #remarked = new Set<Work>()
  readonly #saved = new Set<Work>()
  #mentioned: Work | undefined

  constructor(
    readonly person: SimulatedPerson,
    readonly random: Random,
  ) {
    const liked = [...person.seen].flatMap(([work, likes]) => (likes ? [work] : []))
    const disliked = [...person.seen].flatMap(([work, likes]) => (likes ? [] : [work]))
    const [first, second, third] = liked as [Work, Work, Work]
    const favourite = person.kinds[0]
    this.#points.push(this.#about('liked', first))
    if (person.never !== undefined && random.next() < 0.5) {
      this.#points.push({ ...this.#say('never', { kind: person.never }, true), never: person.never })
    }
    this.#points.push(this.#say('ten', {}, false))
    if (favourite !== undefined && random.next() < 0.3) this.#points.push(this.#say('wish', { kind: favourite }, true))
    this.#points.push(this.#about('liked', second))
    if (disliked[0]) this.#points.push(this.#about('disliked', disliked[0]))
    this.#points.push(this.#about('liked', third))
  }

  /** What they say first. */
  open(): Saying {
    return this.#speak(this.#next())
  }

  /** What they say to a reply. */
  answer(reading: Reading): Saying {
    return this.#speak(this.#reaction(reading))
  }

  #reaction({ list, question }: Reading): Saying {
    const { person, random } = this
    const { manners } = person
    const back = this.#told.at(-1)
    if (back && random.next() < manners.changes) {
      this.#told.pop()
      return this.#say('changed', { title: back.title }, true)
    }
    if (question && random.next() < manners.impatience) return this.#say('enough', {}, false)
    if (question) return this.#answerTo(question)
    const wanted = list.find((work) => person.wanted.has(work) && !this.#saved.has(work))
    if (wanted && random.next() < 0.5) {
      this.#saved.add(wanted)
      return this.#say('accept', { title: wanted.title }, false)
    }
    const known = list.find((work) => person.seen.has(work) && !this.#remarked.has(work))
    if (known) return this.#about(person.seen.get(known) ? 'knownLiked' : 'knownDisliked', known)
    return this.#next()
  }

  #answerTo(question: NonNullable<Reading['question']>): Saying {
    const { person, random } = this
    const { manners } = person
    const honest = (truth: boolean) => truth === random.next() >= manners.wrong
    switch (question.about) {
      case 'seen':
      case 'opinion': {
        const verdict = person.seen.get(question.work)
        if (verdict === undefined) return this.#say('unseen', {}, false)
        if (random.next() < manners.unsure) return this.#say('unsure', {}, false)
        this.#remarked.add(question.work)
        const likes = honest(verdict)
        const [yes, no] =
          question.about === 'seen' ? (['seenLiked', 'seenDisliked'] as const) : (['likedIt', 'dislikedIt'] as const)
        return this.#say(likes ? yes : no, {}, true)
      }
      case 'which': {
        const meant = question.works.find((work) => work === this.#mentioned)
        const likes = question.works.filter((work) => person.seen.get(work) || person.wanted.has(work))
        const pick = meant ?? likes[0]
        return pick ? this.#say('this', { title: named(pick, question.works) }, true) : this.#say('unsure', {}, false)
      }
      case 'meant':
        return this.#say(question.work === this.#mentioned ? 'yes' : 'no', {}, false)
      case 'kinds': {
        if (random.next() < manners.unsure) return this.#say('unsure', {}, false)
        const liked = person.kinds.filter((kind) =>
          question.kinds.some((one) => one.toLowerCase() === kind.toLowerCase()),
        )
        const pick = random.next() < manners.wrong ? random.pick(question.kinds) : liked[0]
        return pick === undefined ? this.#say('unsure', {}, false) : this.#say('kind', { kind: pick }, true)
      }
      case 'yes-or-no': {
        const refused =
          person.never !== undefined && question.sentence.toLowerCase().includes(person.never.toLowerCase())
        return this.#say(refused ? 'no' : 'yes', {}, false)
      }
      case 'open':
        return this.#next()
    }
  }

  #next(): Saying {
    return this.#points.shift() ?? this.#say('another', {}, false)
  }

  /** What is said is remembered: a point of the agenda only now, not when it was put there. */
  #speak(saying: Saying): Saying {
    const { about, phrase } = saying
    if (about) {
      this.#mentioned = about
      this.#remarked.add(about)
      if (phrase === 'liked') this.#told.push(about)
    }
    return saying
  }

  #about(phrase: PhraseName, work: Work): Saying {
    return { ...this.#say(phrase, { title: work.title }, true), about: work }
  }

  #say(phrase: PhraseName, values: Record<string, string>, tells: boolean): Saying {
    const { random, person } = this
    const text = fillPhrase(random.pick(phrases[phrase]), values)
    return { text: slips(text, person.manners.slips, random), phrase, tells }
  }
}

/** A title, with its year where another of those at hand has the same. */
const named = (work: Work, among: readonly Work[]): string =>
  work.year !== undefined && among.filter(({ title }) => title === work.title).length > 1
    ? `${work.title} (${work.year})`
    : work.title
