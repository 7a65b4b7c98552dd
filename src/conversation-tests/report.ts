import { relative } from 'node:path'
import type { Mismatch } from './check.ts'
import type { Difference } from './compare.ts'
import type { ConvoResult, StepResult } from './run.ts'

/** What a run showed, for a person: the failures as expected and got, then one line for each driver. */
export function report(results: readonly ConvoResult[], differences: readonly Difference[], from: string): string {
  const out: string[] = []
  for (const result of results) if (!result.passed) out.push(failure(result, from), '')
  for (const each of differences) {
    out.push(
      `different  ${relative(from, each.path)}:${each.line}  ${each.what}`,
      `    ${each.expected}`,
      `    ${each.got}`,
      '',
    )
  }
  for (const driver of new Set(results.map((result) => result.driver))) {
    const mine = results.filter((result) => result.driver === driver)
    const passed = mine.filter((result) => result.passed).length
    const turns = mine.reduce((sum, { steps }) => sum + steps.length, 0)
    const seconds = mine.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000
    out.push(`${driver.padEnd(9)} ${passed} of ${mine.length} conversations, ${turns} steps, ${seconds.toFixed(1)} s`)
  }
  if (new Set(results.map(({ driver }) => driver)).size > 1) {
    out.push(
      differences.length === 0
        ? 'The same meaning through every door.'
        : `${differences.length} differences between doors.`,
    )
  }
  return out.join('\n')
}

function failure(result: ConvoResult, from: string): string {
  const example = result.example === undefined ? '' : ` (example ${result.example + 1})`
  const out = [`FAILED  ${result.title}${example}  [${result.driver}]`]
  for (const step of result.steps) {
    if (step.mismatches.length === 0) continue
    out.push(`  ${relative(from, result.path)}:${step.line}  ${quote(step.said)}`)
    for (const mismatch of step.mismatches) out.push(...diff(mismatch))
    if (step.heard !== undefined) out.push(...said(step))
  }
  return out.join('\n')
}

const diff = ({ what, expected, got }: Mismatch) => [
  `    ${what}`,
  ...indent('    - expected  ', expected),
  ...indent('    + got       ', got),
]

function said(step: StepResult): string[] {
  const { trace } = step
  return [
    ...indent('      reply     ', short(step.heard ?? '', 400)),
    ...(trace
      ? [
          `      heard     ${trace.intents.join(', ') || '-'} -> ${trace.acts.join(', ') || '-'}; changed ${trace.changes.join(', ') || '-'}`,
        ]
      : []),
  ]
}

function indent(lead: string, text: string): string[] {
  const [first = '', ...rest] = text.split('\n')
  return [lead + first, ...rest.filter((line) => line.trim() !== '').map((line) => ' '.repeat(lead.length) + line)]
}

const quote = (text: string) => `"${short(text.replace(/[\x00-\x1f\x7f-\x9f]/g, '\ufffd'), 80)}"`
const short = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)} ...` : text)
