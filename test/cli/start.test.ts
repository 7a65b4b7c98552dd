import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Child } from '../../src/conversation-tests/drivers/child.ts'
import { program } from '../program.ts'

const store = async () => join(await mkdtemp(join(tmpdir(), 'tastebud-start-')), 'store.sqlite')

describe('tastebud start, without a terminal', () => {
  test('serves page, webhook and health at the address that it prints, and ends in good order', async () => {
    const child = new Child([...program(), 'start', '--port', '0', '--store', await store()], {})
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await child.line())?.[0]
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${url}/`)).text()).toContain('<html')
    expect((await fetch(`${url}/readyz`)).status).toBeOneOf([200, 503])
    expect(await child.stop()).toBe(0)
    expect(child.errors).toBe('')
  })

  test('a port that is taken ends it with a code and what to do', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const [node = '', ...main] = program()
    const child = spawn(node, [...main, 'start', '--port', String(port), '--store', await store()])
    let errors = ''
    child.stderr.on('data', (text) => {
      errors += String(text)
    })
    const status = await new Promise((resolve) => child.on('close', resolve))
    server.close()
    expect(errors).toMatch(/^PORT_TAKEN: [\s\S]*--port/)
    expect(status).toBe(1)
  })
})
