import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codeOf, type Import, importsOf, partOf, sourcesOf } from './sources.ts'

/**
 * Who may import whom. Imports point one way, towards the left of:
 * errors, random, log < datasets < catalogue < kernels, nn < recommenders < dialogue < channels, serve, cli.
 * `types of X` allows `import type` alone.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  random: [],
  log: ['errors'],
  config: ['errors'],
  datasets: ['errors', 'random'],
  catalogue: ['errors', 'random', 'datasets'],
  kernels: ['errors', 'random'],
  nn: ['errors', 'random', 'kernels'],
  recommenders: ['errors', 'random', 'datasets', 'catalogue', 'kernels', 'nn'],
  artifacts: ['errors', 'datasets', 'recommenders'],
  evaluation: ['errors', 'random', 'datasets', 'catalogue', 'recommenders'],
  store: ['errors', 'types of dialogue'],
  dialogue: ['errors', 'random', 'datasets', 'catalogue', 'recommenders', 'artifacts', 'types of store'],
  home: ['errors', 'datasets', 'catalogue'],
  channels: ['errors', 'datasets', 'dialogue', 'types of log', 'types of store'],
  serve: ['errors', 'channels', 'log'],
  'conversation-tests': ['errors', 'datasets', 'catalogue', 'dialogue', 'store', 'channels', 'serve'],
  bot: ['errors', 'random', 'log', 'datasets', 'catalogue', 'recommenders', 'artifacts', 'dialogue', 'store', 'home'],
  index: ['errors', 'datasets', 'types of recommenders', 'dialogue', 'types of store', 'types of channels', 'bot'],
}

/** What no channel of a platform is called inside the dialogue. */
const DOORS = /\b(discord|teams|slack|telegram|webhook|terminal)\b/i

const files = sourcesOf('src')
const imports = files.flatMap(importsOf)
const told = (each: Import) => `${each.from}:${each.line} imports ${each.typeOnly ? 'types of ' : ''}${each.to}`

describe('imports', () => {
  test('the sources were read', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(imports.some(({ from, to }) => from === 'src/bot.ts' && to === 'src/store/open.ts')).toBe(true)
    expect(imports.some(({ from, to }) => from === 'src/cli/talk.ts' && to === 'src/bot.ts')).toBe(true)
  })

  test('every part has its rule', () => {
    const unruled = [...new Set(files.map(partOf))].filter((part) => part !== 'cli' && !ALLOWED[part])
    expect(unruled).toEqual([])
  })

  test('go one way', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const part = partOf(from)
      if (!to.startsWith('src/') || part === 'cli' || partOf(to) === part) return false
      const allowed = ALLOWED[part] ?? []
      return !allowed.includes(partOf(to)) && !(typeOnly && allowed.includes(`types of ${partOf(to)}`))
    })
    expect(wrong.map(told)).toEqual([])
  })

  test('nobody but entry points imports the composition root', () => {
    const wrong = imports.filter(({ from, to }) => to === 'src/bot.ts' && !['cli', 'index'].includes(partOf(from)))
    expect(wrong.map(told)).toEqual([])
  })

  test('name files as they are, with their ending', () => {
    const wrong = imports.filter(({ to }) => to.startsWith('src/') && !existsSync(to))
    expect(wrong.map(told)).toEqual([])
  })

  test("nothing takes natural's root or tfjs", () => {
    const wrong = imports.filter(({ to }) => to === 'natural' || to.startsWith('@tensorflow/'))
    expect(wrong.map(told)).toEqual([])
  })

  test('what is heavy is loaded where it is used: starting a chat needs no server, and a server no terminal', () => {
    const eager = (start: string): Set<string> => {
      const seen = new Set<string>()
      const visit = (file: string) => {
        if (seen.has(file)) return
        seen.add(file)
        const code = file.startsWith('src/') ? codeOf(file) : ''
        for (const { to, typeOnly, line } of file.startsWith('src/') ? importsOf(file) : []) {
          const dynamic = code.split('\n')[line - 1]?.includes('import(') === true
          if (!typeOnly && !dynamic) visit(to)
        }
      }
      visit(start)
      return seen
    }
    const main = eager('src/cli/main.ts')
    for (const heavy of ['zod', 'yaml', 'knex', 'fastify', 'pino', 'src/bot.ts']) expect([...main]).not.toContain(heavy)
    const chat = eager('src/cli/chat.ts')
    for (const heavy of ['knex', 'fastify', 'pino', 'src/bot.ts', 'src/serve/server.ts'])
      expect([...chat]).not.toContain(heavy)
  })
})

describe('words', () => {
  const below = files.filter((file) => !['cli', 'serve', 'channels'].includes(partOf(file)))

  test('chance and time are handed in', () => {
    const wrong = below.flatMap((file) =>
      codeOf(file)
        .split('\n')
        .flatMap((line, i) =>
          /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/.test(line)
            ? [`${file}:${i + 1} ${line.trim()}`]
            : [],
        ),
    )
    expect(wrong).toEqual([])
  })

  test('no door has its name in the dialogue', () => {
    const wrong = files
      .filter((file) => partOf(file) === 'dialogue')
      .flatMap((file) =>
        codeOf(file)
          .split('\n')
          .flatMap((line, i) => (DOORS.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
      )
    expect(wrong).toEqual([])
  })

  test('no film lies in the code', () => {
    const general = [
      'dialogue',
      'recommenders',
      'nn',
      'kernels',
      'artifacts',
      'evaluation',
      'channels',
      'serve',
      'store',
    ]
    const film = /\b(Alien|Heat|Matrix|Casablanca|Godfather)\b|['"`][a-z-]+-(19|20)\d\d['"`]/
    const wrong = files.filter((file) => general.includes(partOf(file)) && film.test(codeOf(file)))
    expect(wrong).toEqual([])
  })
})
