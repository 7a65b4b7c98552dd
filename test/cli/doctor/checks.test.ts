import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkBrowser, checkDiscord, checkNode, checkPort, checksFor } from '../../../src/cli/doctor/checks.ts'
import { loadConfig } from '../../../src/config.ts'
import { silentLog } from '../../../src/log.ts'
import { startServer } from '../../../src/serve/server.ts'
import { openStore } from '../../../src/store/open.ts'
import { fakeBot } from '../../serve/fake-bot.ts'

test('Node from 20.17 on', () => {
  for (const version of ['20.17.0', '22.1.0', '24.0.0']) expect(checkNode(version).state).toBe('fine')
  for (const version of ['18.20.0', '20.16.9'])
    expect(() => checkNode(version)).toThrow(expect.objectContaining({ code: 'OLD_NODE' }))
})

test('a token of Discord by its shape, and the package that it needs', async () => {
  const fine = `${'a'.repeat(24)}.Gabcde.${'b'.repeat(30)}`
  const there = async () => ({})
  expect((await checkDiscord(undefined, there)).state).toBe('missing')
  expect((await checkDiscord(fine, there)).state).toBe('fine')
  await expect(checkDiscord('a'.repeat(64), there)).rejects.toMatchObject({ code: 'DISCORD_TOKEN' })
  const gone = () => Promise.reject(new Error('not found'))
  await expect(checkDiscord(fine, gone)).rejects.toMatchObject({ code: 'DISCORD_NOT_INSTALLED' })
})

test('a port that is taken is told, and is no fault', async () => {
  // It says nothing, to nobody.
  const server = createServer((socket) => socket.resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await checkPort('127.0.0.1', port)).toMatchObject({
    state: 'missing',
    says: expect.stringContaining('another program'),
  })
  await new Promise((resolve) => server.close(resolve))
  expect((await checkPort('127.0.0.1', port)).state).toBe('fine')
  await expect(checkPort('203.0.113.1', port)).rejects.toMatchObject({ code: 'PORT_REFUSED' })
})

test('where Tastebud runs already, the port is fine', async () => {
  const store = await openStore({ file: ':memory:' })
  const bot = fakeBot(store)
  const server = await startServer({ bot, host: '127.0.0.1', port: 0, webhookTokens: [], log: silentLog, now: () => 0 })
  const port = Number(new URL(server.url).port)
  try {
    const running = { state: 'fine', says: `Tastebud is running at http://127.0.0.1:${port}` }
    expect(await checkPort('127.0.0.1', port)).toEqual(running)
    expect(await checkPort('0.0.0.0', port)).toEqual(running)
  } finally {
    await server.close()
    await store.close()
  }
})

test.each(['{"status":"ok"}', 'null', 'hello'])('another program that answers %s is not Tastebud', async (answer) => {
  const server = createHttpServer((_, response) => response.end(answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await checkPort('127.0.0.1', port)).toMatchObject({
    state: 'missing',
    says: `127.0.0.1:${port} is taken by another program; stop it, or start Tastebud with --port 0`,
  })
  await new Promise((resolve) => server.close(resolve))
})

test('a browser is looked for along the path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-doctor-'))
  expect((await checkBrowser(folder)).state).toBe('missing')
  await writeFile(join(folder, 'chromium'), '')
  await chmod(join(folder, 'chromium'), 0o755)
  expect(await checkBrowser(`/nowhere:${folder}`)).toEqual({ state: 'fine', says: join(folder, 'chromium') })
})

test('everything is looked at, what others stand on first', () => {
  const names = checksFor(loadConfig({ cwd: tmpdir(), env: {} })).map(({ name }) => name)
  expect(names).toEqual(['node', 'store', 'catalogue', 'bot', 'port', 'discord', 'training', 'browser'])
})
