import { readFileSync } from 'node:fs'

/** What a form of ReDial (Li et al. 2018) says of a film, as its index. */
export const LIKED = ['disliked', 'liked', 'not said'] as const
export type Liked = 0 | 1 | 2

/** A message cut at its films: piece, film, piece, film, piece. */
export interface Turn {
  readonly seeker: boolean
  readonly pieces: readonly string[]
  readonly films: readonly string[]
}

/** A dialogue of a seeker and a recommender, with what each says in a form of their own on what the seeker liked. */
export interface Dialogue {
  readonly turns: readonly Turn[]
  readonly seeker: Readonly<Record<string, Liked>>
  readonly recommender: Readonly<Record<string, Liked>>
}

type Form = Readonly<Record<string, { readonly liked: Liked }>> | readonly never[]
interface Line {
  readonly messages: readonly { readonly text: string; readonly senderWorkerId: number }[]
  readonly initiatorWorkerId: number
  readonly initiatorQuestions: Form
  readonly respondentQuestions: Form
}

/** Reads dialogues, one a line of JSON. */
export function readDialogues(path: string): Dialogue[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const { messages, initiatorWorkerId, initiatorQuestions, respondentQuestions } = JSON.parse(line) as Line
    const turns = messages.map(({ text, senderWorkerId }): Turn => {
      const parts = text.split(/@(\d+)/)
      return {
        seeker: senderWorkerId === initiatorWorkerId,
        pieces: parts.filter((_, i) => i % 2 === 0),
        films: parts.filter((_, i) => i % 2 === 1),
      }
    })
    return { turns, seeker: formOf(initiatorQuestions), recommender: formOf(respondentQuestions) }
  })
}

const formOf = (form: Form): Record<string, Liked> =>
  Object.fromEntries(Object.entries(form).map(([film, { liked }]) => [film, liked]))

/** A film that somebody names: which dialogue, which message, which of its films. */
export interface Mention {
  readonly dialogue: number
  readonly turn: number
  readonly place: number
  readonly film: string
  /** By the seeker's form. */
  readonly liked: Liked
  /** By the recommender's; undefined where it leaves the film out. */
  readonly other: Liked | undefined
}

/** Every film that one of the two names and the seeker's form judges. */
export function mentionsOf(dialogues: readonly Dialogue[], by: 'seeker' | 'recommender'): Mention[] {
  return dialogues.flatMap(({ turns, seeker: form, recommender }, dialogue) =>
    turns.flatMap(({ seeker, films }, turn) =>
      seeker !== (by === 'seeker')
        ? []
        : films.flatMap((film, place) => {
            const liked = form[film]
            return liked === undefined ? [] : [{ dialogue, turn, place, film, liked, other: recommender[film] }]
          }),
    ),
  )
}

/** How many messages follow before another film is named; at most `limit`. */
export function messagesAfter({ turns }: Dialogue, turn: number, limit: number): number {
  let count = 0
  while (count < limit && turns[turn + count + 1]?.films.length === 0) count++
  return count
}
