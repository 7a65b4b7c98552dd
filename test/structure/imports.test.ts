import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { filmsIn, naturalAtLarge } from './guards.ts'
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
  deadlines: [],
  config: ['errors', 'deadlines'],
  datasets: ['errors', 'random'],
  catalogue: ['errors', 'random', 'datasets'],
  kernels: ['errors', 'random'],
  encoder: ['errors', 'random', 'kernels'],
  'small-talk': ['errors', 'random', 'datasets', 'encoder'],
  nn: ['errors', 'random', 'kernels'],
  recommenders: ['errors', 'random', 'datasets', 'catalogue', 'kernels', 'nn'],
  artifacts: ['errors', 'datasets', 'recommenders'],
  evaluation: ['errors', 'random', 'datasets', 'catalogue', 'recommenders'],
  store: ['errors', 'types of dialogue'],
  dialogue: [
    'errors',
    'random',
    'deadlines',
    'datasets',
    'catalogue',
    'recommenders',
    'artifacts',
    'encoder',
    'types of store',
  ],
  home: ['errors', 'datasets', 'catalogue'],
  channels: ['errors', 'datasets', 'dialogue', 'types of log', 'types of store'],
  serve: ['errors', 'channels', 'log'],
  'conversation-tests': ['errors', 'datasets', 'catalogue', 'dialogue', 'store', 'channels', 'serve', 'home'],
  bot: ['errors', 'random', 'log', 'datasets', 'catalogue', 'recommenders', 'artifacts', 'dialogue', 'store', 'home'],
  index: ['errors', 'datasets', 'types of recommenders', 'dialogue', 'types of store', 'types of channels', 'bot'],
}

/**
 * The order of a turn inside the dialogue: understand, then (with what the mind knows) track, decide, speak. What a
 * message means (`meaning.ts`) and what is said (`message.ts`) are types for all.
 */
const TURN: Readonly<Record<string, readonly string[]>> = {
  understand: [],
  mind: ['understand'],
  track: ['types of mind'],
  decide: ['types of mind', 'track'],
  speak: ['types of mind', 'track', 'decide'],
}
const FOR_ALL = ['src/dialogue/understand/meaning.ts', 'src/dialogue/message.ts']
const stepOf = (file: string) => /^src\/dialogue\/(\w+)\//.exec(file)?.[1]

/** Whether one file of the dialogue may import another of it. */
function inOrder({ from, to, typeOnly }: Pick<Import, 'from' | 'to' | 'typeOnly'>): boolean {
  const [step, other] = [stepOf(from), stepOf(to)]
  // turn.ts and queue.ts stand above all steps, and no step knows them.
  if (step === undefined || step === other) return true
  if (typeOnly && FOR_ALL.includes(to)) return true
  const allowed = TURN[step] ?? []
  return other !== undefined && (allowed.includes(other) || (typeOnly && allowed.includes(`types of ${other}`)))
}

const MOVIELENS = 'the name of the data set MovieLens, its files and readers'
/** Which words of films may stand where, and why. */
const OF_FILMS: Readonly<Record<string, { words: string; because: string }>> = {
  'src/bot.ts': { words: 'films', because: 'where the demo lies' },
  'src/catalogue/read-domain.ts': { words: 'films', because: 'names the domain file to look at as an example' },
  'src/catalogue/read.ts': { words: 'Alien, "alien-1979"', because: 'the example in a complaint about a row' },
  'src/catalogue/join-texts.ts': { words: 'cast', because: 'reads a collection of texts about films' },
  'src/cli/content-of.ts': { words: 'movie', because: MOVIELENS },
  'src/cli/import.ts': { words: 'movie, cast', because: `${MOVIELENS}; joins texts about films to it` },
  'src/cli/import-parts.ts': {
    words: 'movie, movies, film, films',
    because: `${MOVIELENS}; it gets the demo's domain`,
  },
  'src/cli/import-ratings.ts': { words: 'imdb', because: 'names where ratings may come from' },
  'src/cli/program.ts': { words: 'imdb', because: 'names where ratings may come from' },
  'src/datasets/readers/movielens-items.ts': { words: 'movie, movies, imdb', because: MOVIELENS },
  'src/datasets/readers/sniff.ts': { words: 'movie, movies', because: MOVIELENS },
  // To be mended: it belongs into domain.yml or intents/words.yml.
  'src/dialogue/understand/clause/mentions.ts': { words: 'remake', because: 'tells the newer of two by its word' },
}

/** Words of films in a file that its exception, if it has one, does not name. */
const filmsBesides = (file: string, code = codeOf(file)): string[] => {
  const allowed = (OF_FILMS[file]?.words ?? '').toLowerCase().split(', ')
  return filmsIn(code).flatMap((found) => {
    const [, line = '', words = ''] = /^(\d+) (.*)$/.exec(found) ?? []
    const more = words.split(', ').filter((word) => !allowed.includes(word.toLowerCase()))
    return more.length > 0 ? [`${file}:${line} ${more.join(', ')}`] : []
  })
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

  test('only nn/ takes tfjs: its types in one file, the package in one other', () => {
    const takes = imports.filter(({ to }) => to.startsWith('@tensorflow/'))
    expect(new Set(takes.map(({ from }) => from))).toEqual(new Set(['src/nn/tf.ts']))
    expect(takes.filter(({ typeOnly }) => !typeOnly).map(told)).toEqual([])
    const named = files.filter((file) => /@tensorflow\/|tfjs\.js/.test(codeOf(file)))
    expect(named).toEqual(['src/nn/load.ts', 'src/nn/tf.ts'])
  })

  test("nothing takes natural's root, in any spelling", () => {
    const everywhere = [...files, ...['tools', 'bench', 'examples'].flatMap(sourcesOf)]
    const wrong = everywhere.flatMap((file) => naturalAtLarge(codeOf(file)).map((path) => `${file} imports ${path}`))
    expect(wrong).toEqual([])
    expect(files.some((file) => codeOf(file).includes("'natural/lib/natural/"))).toBe(true)
  })

  test('inside the dialogue follow the order of a turn', () => {
    const inside = imports.filter(({ from, to }) => partOf(from) === 'dialogue' && partOf(to) === 'dialogue')
    expect(new Set(inside.map(({ from }) => stepOf(from)))).toEqual(new Set([undefined, ...Object.keys(TURN)]))
    expect(inside.filter((each) => !inOrder(each)).map(told)).toEqual([])
  })

  test('the order of a turn is one', () => {
    const at = (step: string, other: string, typeOnly = false) =>
      inOrder({ from: `src/dialogue/${step}/a.ts`, to: `src/dialogue/${other}.ts`, typeOnly })
    expect([at('speak', 'decide/b'), at('decide', 'track/b'), at('track', 'mind/b', true)]).toEqual([true, true, true])
    expect([at('track', 'understand/meaning', true), at('understand', 'message', true)]).toEqual([true, true])
    expect([at('decide', 'speak/b'), at('track', 'decide/b'), at('understand', 'track/b', true)]).toEqual([
      false,
      false,
      false,
    ])
    expect([at('track', 'mind/b'), at('decide', 'understand/b'), at('speak', 'turn')]).toEqual([false, false, false])
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
    // Models learn by it, each when it is fitted; what answers holds their code and never fits.
    for (const answers of ['src/cli/chat.ts', 'src/cli/start.ts', 'src/bot.ts', 'src/dialogue/mind/worker.ts'])
      expect([...eager(answers)]).not.toContain('src/nn/load.ts')
    expect([...eager('src/nn/load.ts')]).toContain('src/nn/wasm/fixes.ts')
    const main = eager('src/cli/main.ts')
    for (const heavy of ['zod', 'yaml', 'knex', 'fastify', 'pino', 'src/bot.ts']) expect([...main]).not.toContain(heavy)
    const chat = eager('src/cli/chat.ts')
    for (const heavy of ['knex', 'fastify', 'pino', 'src/bot.ts', 'src/serve/server.ts'])
      expect([...chat]).not.toContain(heavy)
    const start = eager('src/cli/start.ts')
    for (const heavy of ['discord.js', 'src/channels/discord.ts']) expect([...start]).not.toContain(heavy)
    expect([...eager('src/channels/discord.ts')]).not.toContain('discord.js')
    for (const optional of ['ws', 'discord.js'])
      expect([...eager('src/conversation-tests/drivers/all.ts')]).not.toContain(optional)
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

  test('no film and no word of films lies in the code', () => {
    expect(files.flatMap((file) => filmsBesides(file))).toEqual([])
    expect(filmsBesides('src/dialogue/turn.ts', "\nconst noun = 'film'")).toEqual(['src/dialogue/turn.ts:2 film'])
    expect(filmsBesides('src/bot.ts', "const noun = ['films', 'movie']")).toEqual(['src/bot.ts:1 movie'])
  })

  test('every exception is still needed', () => {
    const idle = Object.entries(OF_FILMS).flatMap(([file, { words }]) => {
      const found = files.includes(file) ? filmsIn(codeOf(file)).join('\n').toLowerCase() : ''
      return words.split(', ').flatMap((word) => (found.includes(word.toLowerCase()) ? [] : [`${file}: ${word}`]))
    })
    expect(idle).toEqual([])
  })
})
