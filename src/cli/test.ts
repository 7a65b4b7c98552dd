import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import { findConvos, readConvo } from '../conversation-tests/read-convo.ts'
import { DRIVERS, type DriverName } from '../conversation-tests/schema.ts'
import { TastebudError } from '../errors.ts'
import { catalogueOf } from './home-catalogue.ts'

interface Options {
  readonly driver: string
  readonly home?: string
  readonly record?: string
  readonly junit?: string
  readonly check?: boolean
  readonly tag?: string
}

export function command(): Command {
  return new Command('test')
    .description('Run conversation tests (*.convo.yml) against the running program, through each of its doors.')
    .argument('[path...]', 'files or folders', ['test/conversations'])
    .option('--driver <names>', `through which doors, of ${DRIVERS.join(', ')}`, DRIVERS.join(','))
    .option('--home <folder>', 'a home made by "tastebud import"; without it the demo speaks')
    .option('--tag <tag>', 'only conversations that carry this tag')
    .option('--check', 'only read the files, and say what is wrong with them')
    .option('--junit <file>', 'write the result as JUnit XML too')
    .option('--record <file>', 'talk, and write what was said and meant as a new conversation test')
    .action(test)
}

async function test(paths: string[], { driver, home, record, junit, check, tag }: Options): Promise<void> {
  if (record !== undefined) {
    const { recordSession } = await import('./record.ts')
    await recordSession(record, home)
    return
  }
  const drivers = parseDrivers(driver)
  const all = await Promise.all((await findConvos(paths)).map(readConvo))
  const files = tag === undefined ? all : all.filter(({ tags }) => tags.includes(tag))
  if (check) {
    process.stdout.write(`${files.length} conversation tests, nothing wrong with them.\n`)
    return
  }
  const [{ runSuite }, { report }] = await Promise.all([
    import('../conversation-tests/suite.ts'),
    import('../conversation-tests/report.ts'),
  ])
  const progress = process.stderr.isTTY
  const result = await runSuite({
    files,
    drivers,
    catalogue: await catalogueOf(home),
    program: ownCommand(),
    now: () => performance.now(),
    ...(home !== undefined && { home: resolve(home) }),
    ...(progress && { progress: ({ passed }) => process.stderr.write(passed ? '.' : 'F') }),
  })
  if (progress) process.stderr.write('\n')
  if (junit !== undefined) {
    const { junit: asXml } = await import('../conversation-tests/junit.ts')
    await mkdir(dirname(resolve(junit)), { recursive: true })
    await writeFile(junit, asXml(result.results, result.differences))
  }
  process.stdout.write(
    `${report(result.results, result.differences, process.cwd())}\n${result.seconds.toFixed(1)} s in all\n`,
  )
  if (!result.passed) process.exitCode = 1
}

/** @throws TastebudError BAD_DRIVER */
export function parseDrivers(text: string): DriverName[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !DRIVERS.some((driver) => driver === name))
  if (wrong !== undefined) {
    throw new TastebudError(
      'BAD_DRIVER',
      `There is no driver "${wrong}".`,
      `Choose from ${DRIVERS.join(', ')}, with commas between.`,
    )
  }
  return [...new Set(names)] as DriverName[]
}

/** How this very program was started: built or from source, it is what gets tested. */
export function ownCommand(): readonly string[] {
  return [process.execPath, ...process.execArgv, resolve(process.argv[1] ?? '')]
}
