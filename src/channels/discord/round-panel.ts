import { noTrace } from '../../dialogue/message.ts'
import { buttonRow, type Row } from './components.ts'
import { cut, LIMITS } from './limits.ts'
import { escapeMarkdown } from './markdown.ts'
import { note, type Outgoing, render } from './render.ts'
import { allShare, MOST_MEMBERS, type Round, tally, winner } from './rounds.ts'
import { WORDS } from './words.ts'

/** What buttons of a round do, and to which. */
export type RoundVerb = 'join' | 'share' | 'look' | 'close' | 'vote'

const payload = (verb: RoundVerb, { id }: Round, place?: number) =>
  `!${verb}:${id}${place === undefined ? '' : `:${place}`}`

/** Verb, round and place of a payload; undefined for what is of no round. */
export function ofRound(text: string | undefined): { verb: RoundVerb; id: string; place: number } | undefined {
  const [, verb, id, place = '0'] = /^!(join|share|look|close|vote):([^:]+)(?::(\d+))?$/.exec(text ?? '') ?? []
  return verb && id ? { verb: verb as RoundVerb, id, place: Number(place) } : undefined
}

/** Who takes part and what is looked for, with the buttons for joining and looking. */
export function lobby(round: Round, says = ''): Outgoing {
  const { members, organiser, wish } = round
  const names = [...members.values()].map(({ name }) => escapeMarkdown(name))
  const shown = names.slice(0, MOST_MEMBERS).join(', ')
  const more = names.length > MOST_MEMBERS ? ` and ${names.length - MOST_MEMBERS} more` : ''
  const lines = [
    says,
    `${names[0]} ${WORDS.looks}${wish === '' ? '' : `: ${cut(escapeMarkdown(wish), 500)}`}`,
    WORDS.joining,
    `Taking part: ${shown}${more}.`,
  ]
  const joins = [
    { label: WORDS.join, payload: payload('join', round) },
    { label: WORDS.joinSharing, payload: payload('share', round) },
  ]
  const look = buttonRow([{ label: WORDS.look, payload: payload('look', round) }], organiser, new Set(), 'primary')
  return note(lines.filter(Boolean).join('\n'), [buttonRow(joins, ''), look])
}

/** What was found, with a button a vote. Reasons tell of tastes: they are there only where everybody agreed. */
export function poll(round: Round): Outgoing {
  const reasons = allShare(round)
  const cards = round.options.map((card) => ({ ...card, buttons: [], ...(!reasons && { reasons: [] }) }))
  const [first] = render({ text: WORDS.found, cards, buttons: [], trace: noTrace }, '')
  const counts = tally(round)
  const votes = round.options.map(({ title }, i) => {
    const count = ` (${counts[i]})`
    return {
      label: `${cut(`${i + 1} · ${title}`, LIMITS.label - count.length)}${count}`,
      payload: payload('vote', round, i),
    }
  })
  const rows: Row[] = []
  for (let i = 0; i < votes.length; i += LIMITS.buttonsInRow)
    rows.push(buttonRow(votes.slice(i, i + LIMITS.buttonsInRow), ''))
  const close = [{ label: WORDS.close, payload: payload('close', round) }]
  return {
    ...(first ?? note(WORDS.found)),
    components: [...rows, buttonRow(close, round.organiser, new Set(), 'primary')],
  }
}

/** How it ended; no button is left. */
export function result(round: Round): Outgoing {
  const best = winner(round)
  const counts = tally(round)
  const title = best ? `${best.title}${best.year === undefined ? '' : ` (${best.year})`}` : ''
  const lines = round.options.map((card, i) => `${i + 1}. ${escapeMarkdown(card.title)}: ${counts[i]}`)
  return { ...note(`**${escapeMarkdown(title)}** ${WORDS.chosen}\n${lines.join('\n')}`), embeds: [], components: [] }
}
