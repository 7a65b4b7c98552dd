import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkBrowser, checkNode, checkPort, checksFor } from '../../../src/cli/doctor/checks.ts'
import { loadConfig } from '../../../src/config.ts'

test('Node from 20.17 on', () => {
  for (const version of ['20.17.0', '22.1.0', '24.0.0']) expect(checkNode(version).state).toBe('fine')
  for (const version of ['18.20.0', '20.16.9'])
    expect(() => checkNode(version)).toThrow(expect.objectContaining({ code: 'OLD_NODE' }))
})

test('a port that is taken is told, and is no fault', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await checkPort('127.0.0.1', port)).toMatchObject({ state: 'missing', says: expect.stringContaining('taken') })
  await new Promise((resolve) => server.close(resolve))
  expect((await checkPort('127.0.0.1', port)).state).toBe('fine')
  await expect(checkPort('203.0.113.1', port)).rejects.toMatchObject({ code: 'PORT_REFUSED' })
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
  expect(names).toEqual(['node', 'store', 'catalogue', 'bot', 'port', 'browser'])
})
