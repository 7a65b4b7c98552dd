import { sanitize } from '../../dialogue/understand/text/sanitize.ts'

const ADDRESS = /https?:\/\/[^\s<>()[\]"'`|\\]*[^\s<>()[\]"'`|\\.,;:!?]/
const EITHER = new RegExp(`(${ADDRESS.source})|([\\\\*_~\`|<>[\\]#])`, 'g')

/**
 * A text that Discord shows as it is: titles and people's own words may hold asterisks, mentions and masked links. An
 * address stays one, without the preview that Discord would add.
 */
export function escapeMarkdown(text: string): string {
  return sanitize(text).replace(EITHER, (_, address: string | undefined, sign: string) =>
    address === undefined ? `\\${sign}` : `<${address}>`,
  )
}

/** What a reader sees of such a text. */
export function unescapeMarkdown(text: string): string {
  return text.replace(
    /<(https?:\/\/[^>\s]+)>|\\([^\p{L}\p{N}\s])/gu,
    (_, address?: string, sign?: string) => address ?? sign ?? '',
  )
}

/** Who and what a message names by an id. */
export interface Named {
  /** The bot's own user id. */
  readonly me: string
  /** Names of people by their id. */
  readonly people: ReadonlyMap<string, string>
}

/** The words of a message: without the mention of the bot, other mentions as names, emoji of a server by name. */
export function wordsOf(content: string, { me, people }: Named): string {
  return content
    .replace(/<@!?([\w-]+)>/g, (_, id: string) => (id === me ? ' ' : (people.get(id) ?? 'somebody')))
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<(?:#|@&|\/[^:>]+:)[\w-]+>/g, ' ')
    .replace(/^[ \t]+|[ \t]+$/gm, '')
    .trim()
}
