import type { Work, World } from './world.ts'

/** A reply as a person sees it: words, cards and the labels of buttons. */
export interface SeenReply {
  readonly text: string
  readonly after?: string
  readonly cards: readonly { readonly title: string; readonly year?: number }[]
  readonly buttons: readonly { readonly label: string }[]
}

/** What somebody makes of a reply. */
export interface Reading {
  readonly list: readonly Work[]
  /** What is asked, where something is. */
  readonly question?:
    | { readonly about: 'seen' | 'opinion'; readonly work: Work }
    | { readonly about: 'which'; readonly works: readonly Work[] }
    | { readonly about: 'meant'; readonly work: Work }
    | { readonly about: 'kinds'; readonly kinds: readonly string[] }
    | { readonly about: 'yes-or-no' | 'open'; readonly sentence: string }
}

/** Buttons that answer nothing in particular. */
const common = /^(?:more|surprise|help|yes|no|doesn|skip)/i

/** Reads a reply by its words alone: the last question in it is what is asked. */
export function readReply(reply: SeenReply, world: World): Reading {
  const list = reply.cards.flatMap(({ title, year }) => world.find(title, year) ?? [])
  const asked = lastQuestion([reply.text, reply.after ?? ''].join('\n'))
  if (asked === undefined) return { list }
  const labels = reply.buttons.map(({ label }) => label)
  const works = world.named(asked)
  const [work] = works
  if (works.length > 1) return { list, question: { about: 'which', works } }
  if (work) {
    if (/\b(?:mean|perhaps)\b/i.test(asked)) return { list, question: { about: 'meant', work } }
    return { list, question: { about: /\blike\b/i.test(asked) ? 'opinion' : 'seen', work } }
  }
  const kinds = labels.filter((label) => !common.test(label))
  if (kinds.length > 1) return { list, question: { about: 'kinds', kinds } }
  const yes = labels.some((label) => /^yes/i.test(label))
  // "How about one of these?" above a list asks nothing
  if (!yes && list.length > 0 && reply.after === undefined) return { list }
  return { list, question: { about: yes ? 'yes-or-no' : 'open', sentence: asked } }
}

/** The last question: from the break before it to its mark. A full stop behind a title of respect or an initial is no break. */
function lastQuestion(text: string): string | undefined {
  const end = text.lastIndexOf('?')
  if (end < 0) return undefined
  const before = text.slice(0, end)
  const breaks = [...before.matchAll(/\n|[?!] |(?<!\b(?:Dr|Mrs?|Ms|St|vs|No|Jr|Sr|Vol|Pt|\p{Lu}))\. /gu)]
  const last = breaks.at(-1)
  return text.slice(last ? last.index + last[0].length : 0, end + 1)
}
