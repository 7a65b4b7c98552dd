import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { type Check, checksFor, type Finding } from './doctor/checks.ts'

interface Options {
  readonly home?: string
  readonly store?: string
  readonly json?: boolean
}

export function command(): Command {
  return new Command('doctor')
    .description('Look at everything that Tastebud needs, and say what to do about what is missing.')
    .option('--home <folder>', 'a home made by "tastebud import"; without it the demo')
    .option('--store <file>', 'where conversations are kept')
    .option('--json', 'findings as one JSON array')
    .action(doctor)
}

async function doctor({ json, ...flags }: Options): Promise<void> {
  const config = loadConfig({ cwd: process.cwd(), env: process.env, flags: { ...flags } })
  const findings: (Finding & { readonly name: string })[] = []
  for (const check of checksFor(config)) findings.push({ name: check.name, ...(await look(check)) })
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : `${findings.map(line).join('\n')}\n`)
  if (findings.some(({ state }) => state === 'broken')) process.exitCode = 1
}

/** A check that throws has found something broken; the error says what to do. */
export async function look({ look }: Check): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    return { state: 'broken', says: error instanceof Error ? error.toString() : String(error) }
  }
}

const SIGNS = { fine: 'ok     ', missing: 'missing', broken: 'BROKEN ' } as const
const line = ({ name, state, says }: Finding & { readonly name: string }) =>
  `${SIGNS[state]}  ${name.padEnd(12)} ${says.replaceAll('\n', '\n                      ')}`
