import { buttonRow, type Row } from './components.ts'
import { encodeId } from './custom-id.ts'
import { note, type Outgoing } from './render.ts'
import type { ServerSettings } from './rules.ts'
import { WORDS } from './words.ts'

/** Discord's number for a menu of channels, and for the kinds of channels in it: text, announcements, forums. */
const CHANNEL_MENU = 8
const CHANNEL_KINDS = [0, 5, 15]
/** As many channels as a menu takes. */
const MOST = 25

const CHOOSE = '!channels'
const EVERYWHERE = '!everywhere'

/** What a server decided, and how to change it; for the one who asked alone. */
export function settingsPanel({ channels, age }: ServerSettings, owner: string): Outgoing {
  const where = channels.length === 0 ? WORDS.everywhere : channels.map((id) => `<#${id}>`).join(', ')
  const chosen = channels.slice(0, MOST).map((id) => ({ id, type: 'channel' }))
  const menu = {
    type: 1,
    components: [
      {
        type: CHANNEL_MENU,
        custom_id: encodeId(owner, CHOOSE),
        placeholder: WORDS.chooseChannels,
        channel_types: CHANNEL_KINDS,
        min_values: 0,
        max_values: MOST,
        ...(chosen.length > 0 && { default_values: chosen }),
      },
    ],
  } as unknown as Row
  const rows =
    channels.length === 0 ? [menu] : [menu, buttonRow([{ label: WORDS.allowAll, payload: EVERYWHERE }], owner)]
  const ages = `Where a channel is not marked as age-restricted, and in its threads, nothing rated above ${age} is offered (\`/settings age\`).`
  return note(`I answer in: ${where}\n${ages}`, rows)
}

/** The settings after a choice in the panel; undefined for what was pressed elsewhere. */
export function chosenIn(
  payload: string | undefined,
  values: readonly string[],
  settings: ServerSettings,
): ServerSettings | undefined {
  if (payload === CHOOSE) return { ...settings, channels: values.slice(0, MOST) }
  return payload === EVERYWHERE ? { ...settings, channels: [] } : undefined
}
