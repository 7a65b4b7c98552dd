import type { DiscordApi } from './api.ts'
import { definitions, differ } from './commands.ts'
import { asCommandsError } from './failures.ts'

/**
 * Registers the slash commands where Discord has others, and only there: it lets an application do so 200 times a day.
 * @throws TastebudError DISCORD_COMMANDS, DISCORD_UNREACHABLE
 */
export async function register(api: DiscordApi, application: string): Promise<void> {
  try {
    if (differ(await api.commands(application))) await api.setCommands(application, definitions)
  } catch (error) {
    throw asCommandsError(error)
  }
}
