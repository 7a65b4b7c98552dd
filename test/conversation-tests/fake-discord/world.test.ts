import { expect, test } from 'vitest'
import { FakeWorld, ME } from '../../../src/conversation-tests/fake-discord/world.ts'

test('without the right to read, only direct messages and mentions of the bot have words', () => {
  const world = new FakeWorld()
  world.addGuild(['room'])
  const direct = world.directChannel('anna')
  expect(world.directChannel('anna')).toBe(direct)
  const content = (channel: string, text: string, readable = false) =>
    world.message('1', 'anna', channel, text, readable).content
  expect([content('room', 'hello'), content('room', `<@${ME}> hello`), content(direct, 'hello')]).toEqual([
    '',
    `<@${ME}> hello`,
    'hello',
  ])
  expect(content('room', 'hello', true)).toBe('hello')
  expect(() => world.channel('nowhere')).toThrow(/no channel/)
})

test('an interaction says who and where: the member in a server, the user alone', () => {
  const world = new FakeWorld()
  const guild = world.addGuild(['room'], { nsfw: true })
  const of = (channel: string) => world.interaction('anna', channel, { id: '1', token: 't' }, { type: 2 })
  expect(of('room')).toMatchObject({ guild_id: guild, channel: { nsfw: true }, member: { user: { id: 'anna' } } })
  expect(of(world.directChannel('anna'))).toMatchObject({ user: { id: 'anna' }, type: 2 })
  expect(world.guild(guild).channels.map(({ id }) => id)).toEqual(['room'])
})
