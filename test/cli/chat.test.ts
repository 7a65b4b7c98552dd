import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program } from '../program.ts'

const [node = '', ...main] = program()

async function chat(input: string, ...options: string[]) {
  const store = join(await mkdtemp(join(tmpdir(), 'tastebud-chat-')), 'store.sqlite')
  const command = [...main, 'chat', '--store', store, ...options]
  return spawnSync(node, command, { input, encoding: 'utf8', timeout: 25_000 })
}

describe('tastebud chat', () => {
  test("printf 'hi\\nI loved Alien\\n' | tastebud chat --json", async () => {
    const { stdout, stderr, status } = await chat('hi\nI loved Alien\n', '--json')
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({
      text: expect.any(String),
      acts: expect.arrayContaining(['greet']),
      items: [],
      changes: [],
    })
    expect(lines[1]).toMatchObject({ changes: expect.arrayContaining(['+like alien-1979']) })
    expect(lines[1]?.items).toEqual(
      Array.from({ length: 3 }, () => ({
        id: expect.stringMatching(/^[a-z0-9-]+-\d{4}$/),
        title: expect.any(String),
        year: expect.any(Number),
        reasons: expect.arrayContaining([expect.any(String)]),
        score: expect.any(Number),
        parts: expect.objectContaining({ ease: expect.any(Number), popularity: expect.any(Number) }),
      })),
    )
  })

  test('without --json the same is words, and nothing but words', async () => {
    const { stdout, status } = await chat('I loved Alien\n')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^1\. .+ \(\d{4}\)$/m)
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  })

  test('a runtime without WebAssembly recommends all the same', async () => {
    const store = join(await mkdtemp(join(tmpdir(), 'tastebud-chat-')), 'store.sqlite')
    const command = ['--jitless', ...main, 'chat', '--json', '--store', store]
    const { stdout, status } = spawnSync(node, command, { input: 'I loved Alien\n', encoding: 'utf8', timeout: 60_000 })
    expect(status).toBe(0)
    const { items, changes } = JSON.parse(stdout) as { items: unknown[]; changes: string[] }
    expect(items).toHaveLength(3)
    expect(changes).toContain('+like alien-1979')
  }, 70_000)

  test('the same seed and words give the same replies', async () => {
    const lines = 'surprise me\nmore\n'
    const [one, same] = [await chat(lines, '--json', '--seed', '5'), await chat(lines, '--json', '--seed', '5')]
    expect(one.stdout).toBe(same.stdout)
  })

  test('with --json and no name it is a person of its own, who is not you', async () => {
    const store = join(await mkdtemp(join(tmpdir(), 'tastebud-chat-')), 'store.sqlite')
    const say = (input: string, ...options: string[]) =>
      spawnSync(node, [...main, 'chat', '--store', store, ...options], { input, encoding: 'utf8', timeout: 25_000 })
    say('I loved Alien\n', '--json')
    const { stdout } = say('what do you know about me?\n/as pipe\nwhat do you know about me?\n')
    const [you = '', pipe = ''] = stdout.split('You are pipe now.')
    expect(you).not.toContain('Alien')
    expect(pipe).toContain('Alien')
    expect(say('', '--help').stdout.replace(/\s+/g, ' ')).toContain('with --json "pipe"')
  })

  test('a home that is none ends with a code and what to do, before anything is said', async () => {
    const { stderr, status, stdout } = await chat('', '--home', '/no/such/home')
    expect(stderr).toMatch(/^NO_HOME: /)
    expect([status, stdout]).toEqual([1, ''])
  })

  test('whoever spoke to a home that is none is told so once', async () => {
    const { stderr, status, stdout } = await chat('hi\n', '--home', '/no/such/home')
    expect(stdout).toMatch(/^NO_HOME: /)
    expect([status, stderr]).toEqual([1, ''])
  })

  test('whoever stops reading early makes no noise', async () => {
    const store = join(await mkdtemp(join(tmpdir(), 'tastebud-chat-')), 'store.sqlite')
    const child = spawn(node, [...main, 'chat', '--json', '--store', store])
    let errors = ''
    child.stderr.on('data', (text) => {
      errors += String(text)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.write('hi\n')
    child.stdout.once('data', () => {
      child.stdout.destroy()
      child.stdin.end('hello\nhi again\n')
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(errors).toBe('')
  })
})
