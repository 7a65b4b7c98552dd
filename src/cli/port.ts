import type { Bot } from '../bot.ts'
import type { BotPort } from '../serve/bot-port.ts'

/** The bot as the server wants it: with what covers are drawn from, the values of the first tag field of the domain. */
export function portFor(bot: Bot): BotPort {
  const { catalogue } = bot
  const [field] = Object.entries(catalogue.domain.tags).find(([, { kind }]) => kind === 'tag') ?? []
  return {
    respond: (message) => bot.respond(message),
    turns: (person, conversation, options) => bot.turns(person, conversation, options),
    export: (person) => bot.export(person),
    erase: (person) => bot.erase(person),
    ready: () => bot.ready(),
    cover: (id) => {
      const kinds = field === undefined ? undefined : catalogue.find(id)?.tags[field]
      return kinds && { kinds }
    },
  }
}
