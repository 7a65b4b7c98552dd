import type { Message, Reply } from './message.ts'
import { jointState } from './track/joint.ts'
import type { State } from './track/state.ts'
import { respond, type TurnParts } from './turn.ts'

/**
 * One turn of several people as one: the message is answered as by somebody with all their tastes. Nothing of it is kept,
 * so that no taste of anybody lies anywhere but with them.
 */
export function respondTogether(bot: TurnParts, members: readonly State[], message: Message): Promise<Reply> {
  const joint = jointState(members, message.conversation)
  const { observe: _, ...parts } = bot
  const { key: __, ...heard } = message
  return respond(
    {
      ...parts,
      recall: async () => joint,
      project: () => joint,
      remember: async () => ({}),
      answered: async () => undefined,
      erase: async () => ({}),
      export: async () => ({}),
    },
    heard,
  )
}
