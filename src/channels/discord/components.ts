import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js'
import type { Button, Reply } from '../../dialogue/message.ts'
import { sanitizeLine } from '../../dialogue/understand/text/sanitize.ts'
import { encodeId } from './custom-id.ts'
import { cut, LIMITS } from './limits.ts'

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>

// Discord's numbers for what a component is; the package itself is loaded only where it is used.
const ROW = 1
const BUTTON = 2
const MENU = 3
export const STYLES = { primary: 1, secondary: 2, success: 3, danger: 4 } as const
type Style = keyof typeof STYLES

/** Rows that the buttons of cards may have, so that two are left for those of the reply. */
const CARD_ROWS = 3
/** What stands between a card's number and the label. */
const DOT = ' · '

/**
 * Rows for the buttons of a reply, at most 5: a row of buttons for each card of a short list, a menu for those
 * of a longer one, then the reply's own. What has no place in any row is left out, the last first.
 * @param owner user id of the only one who may press them
 */
export function rowsFor(reply: Pick<Reply, 'cards' | 'buttons'>, owner: string): Row[] {
  const cards = reply.cards.map((card, i) => ({ number: i + 1, title: card.title, buttons: card.buttons }))
  const several = cards.length > 1
  const taken = new Set<string>()
  const fits = cards.length <= CARD_ROWS && cards.every(({ buttons }) => buttons.length <= LIMITS.buttonsInRow)
  const rows = fits
    ? cards.map(({ number, buttons }) =>
        buttonRow(
          buttons.map(({ label, payload }) => ({ label: several ? `${number}${DOT}${label}` : label, payload })),
          owner,
          taken,
        ),
      )
    : menus(cards, owner)
  for (const chunk of chunks(reply.buttons, LIMITS.buttonsInRow)) rows.push(buttonRow(chunk, owner, taken, 'primary'))
  return rows.filter(({ components }) => components.length > 0).slice(0, LIMITS.rows)
}

/** One row of buttons; a custom id that was taken before is left out, for Discord refuses a message with two. */
export function buttonRow(
  buttons: readonly Button[],
  owner: string,
  taken = new Set<string>(),
  style: Style = 'secondary',
): Row {
  const components = buttons.flatMap(({ label, payload }) => {
    const custom_id = encodeId(owner, payload)
    const shown = cut(sanitizeLine(label), LIMITS.label)
    if (taken.has(custom_id) || shown.trim() === '') return []
    taken.add(custom_id)
    return [{ type: BUTTON, style: STYLES[style], label: shown, custom_id }]
  })
  return { type: ROW, components: components.slice(0, LIMITS.buttonsInRow) as Row['components'] }
}

interface Numbered {
  readonly number: number
  readonly title: string
  readonly buttons: readonly Button[]
}

/** Menus of at most 25 lines, a card's buttons never in two of them. */
function menus(cards: readonly Numbered[], owner: string): Row[] {
  const groups: Numbered[][] = []
  let lines = LIMITS.options + 1
  for (const card of cards) {
    lines += card.buttons.length
    if (lines > LIMITS.options) {
      groups.push([])
      lines = card.buttons.length
    }
    groups.at(-1)?.push(card)
  }
  return groups.slice(0, CARD_ROWS).map((group, i) => ({
    type: ROW,
    components: [
      {
        type: MENU,
        custom_id: encodeId(owner, `!menu:${i}`),
        placeholder: cut(`${group.at(0)?.number} to ${group.at(-1)?.number}: what about them?`, LIMITS.placeholder),
        options: distinct(group.flatMap(optionsOf)),
      },
    ] as Row['components'],
  }))
}

const optionsOf = ({ number, title, buttons }: Numbered) =>
  buttons.slice(0, LIMITS.options).map(({ label, payload }) => ({
    label: cut(`${number}${DOT}${sanitizeLine(label)}`, LIMITS.optionLabel),
    description: cut(sanitizeLine(title), LIMITS.optionLabel),
    value: payload,
  }))

/** Discord refuses a menu with two lines of one value. */
const distinct = <T extends { readonly value: string }>(options: readonly T[]): T[] =>
  options.filter(({ value }, i) => options.findIndex((each) => each.value === value) === i)

/** The label as the reply had it, without the number of its card. */
export const plainLabel = (label: string): string => label.replace(/^\d+ · /, '')

/** The label of what was pressed or chosen, by the message it stands under. */
export function labelIn(rows: readonly unknown[], customId: string, value?: string): string | undefined {
  for (const row of rows as Row[]) {
    for (const component of row.components ?? []) {
      if (!('custom_id' in component) || component.custom_id !== customId) continue
      if (component.type === BUTTON && 'label' in component && component.label) return plainLabel(component.label)
      if (component.type === MENU) {
        const option = component.options.find((each) => each.value === value)
        if (option) return plainLabel(option.label)
      }
    }
  }
  return undefined
}

const chunks = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, i) => values.slice(i * size, (i + 1) * size))
