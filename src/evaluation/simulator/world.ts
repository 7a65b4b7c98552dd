/** An item as people know it: by its name, when it is from, and what kind of thing it is. */
export interface Work {
  readonly title: string
  readonly year?: number
  readonly kinds: readonly string[]
}

/** What everybody knows of the items: titles, years and kinds; no ids. */
export class World {
  readonly #byTitle = new Map<string, Work[]>()

  constructor(works: Iterable<Work>) {
    for (const work of works) this.#byTitle.set(work.title, [...(this.#byTitle.get(work.title) ?? []), work])
  }

  /** The work of a title, of several the one of that year. */
  find(title: string, year?: number): Work | undefined {
    const same = this.#byTitle.get(title) ?? []
    return same.find((work) => work.year === year) ?? same[0]
  }

  /**
   * The works that a sentence names, in its order: titles as whole words, of overlapping ones the longest; not its first
   * word, which has a capital letter anyway.
   */
  named(sentence: string): Work[] {
    const found: { at: number; end: number; work: Work }[] = []
    for (let at = 1; at < sentence.length; at++) {
      if (!startsWord(sentence, at)) continue
      // longest first: titles have some forty characters at most, mostly
      for (let end = Math.min(sentence.length, at + 90); end > at; end--) {
        if (!endsWord(sentence, end)) continue
        const title = sentence.slice(at, end)
        if (!this.#byTitle.has(title)) continue
        const year = /^ \((\d{4})\)/.exec(sentence.slice(end))?.[1]
        const work = this.find(title, year === undefined ? undefined : Number(year))
        if (work) found.push({ at, end, work })
        at = end
        break
      }
    }
    return found.map(({ work }) => work)
  }
}

const letter = /[\p{L}\p{N}]/u
const startsWord = (text: string, at: number) => !letter.test(text[at - 1] ?? '') && /\S/.test(text[at] ?? '')
const endsWord = (text: string, end: number) => !letter.test(text[end] ?? '')
