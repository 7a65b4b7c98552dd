import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Child } from '../../src/conversation-tests/drivers/child.ts'
import { FakeDiscord } from '../../src/conversation-tests/fake-discord.ts'
import { program } from '../program.ts'

let fake: FakeDiscord
let folder: string
beforeEach(async () => {
  fake = await FakeDiscord.open()
  folder = await mkdtemp(join(tmpdir(), 'tastebud-doors-'))
})
afterEach(() => fake.close())

/** `tastebud start`, where loading discord.js leaves a mark. */
async function start(env: Record<string, string>) {
  const mark = join(folder, 'mark')
  const hooks = join(folder, 'hooks.mjs')
  await writeFile(
    hooks,
    `import { appendFileSync } from 'node:fs'
     export async function resolve(name, context, next) {
       if (name === 'discord.js') appendFileSync(${JSON.stringify(mark)}, name)
       return next(name, context)
     }`,
  )
  const register = join(folder, 'register.mjs')
  await writeFile(
    register,
    `import { register } from 'node:module'\nregister(${JSON.stringify(pathToFileURL(hooks).href)})`,
  )
  const [node = '', ...main] = program()
  const command = [node, '--import', pathToFileURL(register).href, ...main]
  const options = ['start', '--port', '0', '--store', join(folder, 'store.sqlite')]
  const child = new Child([...command, ...options], { TASTEBUD_DISCORD_API: fake.api, ...env })
  return { child, loaded: () => readFile(mark, 'utf8').catch(() => '') }
}

describe('tastebud start', () => {
  test('without a token never loads discord.js', async () => {
    const { child, loaded } = await start({})
    expect(await child.line()).toContain('Web chat')
    expect(await child.stop()).toBe(0)
    expect(await loaded()).toBe('')
    expect(fake.rest.requests).toEqual([])
  })

  test('with a token is there, answers, and leaves in good order', async () => {
    fake.world.addGuild(['room'])
    const direct = fake.world.directChannel('anna')
    const { child, loaded } = await start({ TASTEBUD_DISCORD_TOKEN: fake.token })
    expect(await child.line()).toContain('Web chat')
    expect(await child.line()).toBe('Discord: here as tastebud, in 1 server')
    fake.say('anna', direct, 'I loved Alien')
    const answer = await fake.until(() => fake.in(direct)[0], 30)
    expect(answer.embeds?.length).toBeGreaterThan(0)
    expect(await child.stop()).toBe(0)
    expect(fake.gateway.seen.at(-1)).toBe('close 1000')
    expect(await loaded()).not.toBe('')
    expect(child.errors).toBe('')
  })

  test('with a token that Discord does not know ends with its code', async () => {
    const { child } = await start({ TASTEBUD_DISCORD_TOKEN: 'a-token-that-nobody-knows' })
    expect(await child.line()).toContain('Web chat')
    await expect(child.line()).rejects.toThrow(/DISCORD_TOKEN: [\s\S]*developer portal/)
    expect(await child.stop()).toBe(1)
  })
})
