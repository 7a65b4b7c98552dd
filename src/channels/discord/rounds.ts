import type { Card } from '../../dialogue/message.ts'

/** Several people looking for something together. */
export interface Round {
  readonly id: string
  /** User id of the one who began it, and who looks and closes. */
  readonly organiser: string
  readonly wish: string
  /** Who takes part by user id: their name, and whether others may read reasons made of their taste. */
  readonly members: Map<string, { readonly name: string; readonly shares: boolean }>
  /** What was found, once somebody looked. */
  options: readonly Card[]
  /** Place in `options` by the user id of who voted. */
  readonly votes: Map<string, number>
}

/** As many rounds as are remembered; a round is over when so many began after it, or the program was restarted. */
const MOST = 200
/** Names in one message; more may join, and are counted. */
export const MOST_MEMBERS = 25

/** Rounds going on, in memory alone: they hold nobody's taste. */
export class Rounds {
  readonly #rounds = new Map<string, Round>()

  begin(id: string, organiser: string, name: string, wish: string): Round {
    const members = new Map([[organiser, { name, shares: false }]])
    const round: Round = { id, organiser, wish, members, options: [], votes: new Map() }
    this.#rounds.set(id, round)
    if (this.#rounds.size > MOST) this.#rounds.delete(this.#rounds.keys().next().value as string)
    return round
  }

  find(id: string): Round | undefined {
    return this.#rounds.get(id)
  }

  end(id: string): void {
    this.#rounds.delete(id)
  }
}

/** May reasons be shown? Only where everybody who takes part said so. */
export const allShare = ({ members }: Round): boolean => [...members.values()].every(({ shares }) => shares)

/** Votes by place in the options. */
export const tally = ({ options, votes }: Round): number[] =>
  options.map((_, i) => [...votes.values()].filter((vote) => vote === i).length)

/** The option with most votes; of several the one that fits best, which stands first. undefined before anything was found. */
export function winner(round: Round): Card | undefined {
  const counts = tally(round)
  return round.options[counts.indexOf(Math.max(...counts))]
}
