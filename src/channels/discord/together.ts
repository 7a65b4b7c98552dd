import type { APIInteraction, APIInteractionResponse } from 'discord.js'
import type { Reply } from '../../dialogue/message.ts'
import { TastebudError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Company } from '../contract.ts'
import type { DiscordApi } from './api.ts'
import { CHANNEL } from './conversing.ts'
import type { Outgoing } from './render.ts'
import { lobby, ofRound, poll, result } from './round-panel.ts'
import type { Round, Rounds } from './rounds.ts'
import { apology, WORDS } from './words.ts'

// Discord's numbers: a message, a change later, a change now.
const ANSWER = { message: 4, deferredUpdate: 6, update: 7 } as const
/** As many as the poll offers. */
const OPTIONS = 5

export interface Together {
  readonly bot: Company
  readonly rounds: Rounds
  readonly api: DiscordApi
  readonly log: Log
  readonly now: () => number
}

/** Who pressed, and where. */
export interface Presser {
  readonly user: string
  readonly name: string
  readonly maxAge: () => Promise<number | undefined>
}

/** `/together`: opens a round that others may join. */
export const openRound = (
  rounds: Rounds,
  id: string,
  { user, name }: Presser,
  wish: string,
): APIInteractionResponse => ({
  type: ANSWER.message,
  data: asData(lobby(rounds.begin(id, user, name, wish))),
})

/** A press on a button of a round. False for a button of none; `over` answers one whose round is gone. */
export async function pressRound(
  together: Together,
  interaction: APIInteraction,
  payload: string | undefined,
  presser: Presser,
  acknowledge: (response: APIInteractionResponse) => Promise<void>,
  over: () => Promise<void>,
): Promise<boolean> {
  const pressed = ofRound(payload)
  if (!pressed) return false
  const round = together.rounds.find(pressed.id)
  if (!round) return over().then(() => true)
  const update = (part: Outgoing) => acknowledge({ type: ANSWER.update, data: asData(part) })
  const { user, name } = presser
  switch (pressed.verb) {
    case 'join':
    case 'share':
      round.members.set(user, { name, shares: pressed.verb === 'share' })
      await update(round.options.length > 0 ? poll(round) : lobby(round))
      break
    case 'vote':
      if (round.options[pressed.place]) round.votes.set(user, pressed.place)
      await update(poll(round))
      break
    case 'close':
      together.rounds.end(round.id)
      await update(result(round))
      break
    case 'look':
      await acknowledge({ type: ANSWER.deferredUpdate })
      await together.api.edit(interaction, await look(together, round, await presser.maxAge()))
  }
  return true
}

/** Asks the bot with the tastes of all; what comes back is shown without its own words, which may tell of tastes. */
async function look({ bot, log, now }: Together, round: Round, maxAge: number | undefined): Promise<Outgoing> {
  const members = [...round.members.keys()].map((person) => ({ channel: CHANNEL, person }))
  const text = round.wish === '' ? `recommend ${OPTIONS}` : round.wish
  const conversation = `together:${round.id}`
  const message = { channel: CHANNEL, conversation, person: conversation, text, at: now() }
  try {
    const reply = await bot.together(members, { ...message, ...(maxAge !== undefined && { maxAge }) })
    round.options = optionsOf(reply)
    round.votes.clear()
    return round.options.length > 0 ? poll(round) : lobby(round, WORDS.nothingForAll)
  } catch (error) {
    log.error({ code: error instanceof TastebudError ? error.code : 'INTERNAL', error }, 'a round failed')
    return lobby(round, apology(error))
  }
}

const optionsOf = ({ cards }: Reply) => cards.slice(0, OPTIONS)

const asData = ({ content = '', embeds = [], components = [] }: Outgoing) => ({
  content,
  embeds: [...embeds],
  components: [...components],
  allowed_mentions: { parse: [] },
})
