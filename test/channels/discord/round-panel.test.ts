import { expect, test } from 'vitest'
import { decodeId } from '../../../src/channels/discord/custom-id.ts'
import { lobby, ofRound, poll, result } from '../../../src/channels/discord/round-panel.ts'
import { Rounds } from '../../../src/channels/discord/rounds.ts'
import { WORDS } from '../../../src/channels/discord/words.ts'
import { refusals } from '../../../src/conversation-tests/fake-discord/wire-check.ts'
import { threeCards } from '../../serve/fake-bot.ts'
import { idsOf } from './world.ts'

const begin = (wish = '') => new Rounds().begin('9', '1', 'An*na', wish)

test('a payload says what to do to which round', () => {
  expect(ofRound('!vote:9:2')).toEqual({ verb: 'vote', id: '9', place: 2 })
  expect(ofRound('!join:9')).toMatchObject({ verb: 'join', id: '9' })
  for (const other of ['!forget', 'like:x', '!vote', undefined]) expect(ofRound(other)).toBeUndefined()
})

test('anybody may join and vote, only who began may look and close', () => {
  const round = begin()
  const owners = (message: { readonly components?: readonly unknown[] }) =>
    Object.fromEntries(Object.entries(idsOf(message)).map(([label, id]) => [label, decodeId(id)?.owner]))
  expect(owners(lobby(round))).toEqual({ [WORDS.join]: '', [WORDS.joinSharing]: '', [WORDS.look]: '1' })
  round.options = threeCards
  expect(Object.values(owners(poll(round)))).toEqual(['', '', '', '1'])
})

test('names and wishes are shown as they were written', () => {
  expect(lobby(begin('**bold** <@5>')).content).toMatch(/^An\\\*na .*: \\\*\\\*bold\\\*\\\* \\<@5\\>\n/)
})

test('reasons are there only where everybody agreed; the cards of a poll have no buttons of their own', () => {
  const round = begin()
  round.options = threeCards
  expect(JSON.stringify(poll(round))).not.toContain('Harbour Lights')
  expect(JSON.stringify(poll(round))).not.toContain('like:')
  round.members.set('1', { name: 'Anna', shares: true })
  expect(JSON.stringify(poll(round))).toContain('Harbour Lights')
})

test('the end names the winner and the votes, and leaves no button', () => {
  const round = begin()
  round.options = threeCards
  round.votes.set('1', 1).set('2', 1)
  expect(result(round)).toMatchObject({ components: [], embeds: [] })
  expect(result(round).content).toMatch(
    /^\*\*The Glass Orchard \(1976\)\*\* .*\n1\. Night Ferry: 0\n2\. The Glass Orchard: 2\n/,
  )
})

test('all of it is within what Discord takes, with many members and long words', () => {
  const round = begin('w*'.repeat(1000))
  for (let i = 0; i < 60; i++) round.members.set(`${i}`, { name: 'n_'.repeat(16), shares: true })
  const long = 'x*'.repeat(1500)
  round.options = Array.from({ length: 5 }, () => ({ ...threeCards[0]!, title: long, text: long, reasons: [long] }))
  for (const { files = [], ...body } of [lobby(round), poll(round), result(round)])
    expect(refusals(body as never, files.length)).toEqual([])
})
