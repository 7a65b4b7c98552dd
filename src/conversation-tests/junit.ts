import type { Difference } from './compare.ts'
import type { ConvoResult } from './run.ts'

/** The run as JUnit XML: a suite for each driver, a case for each conversation, one more for the comparison. */
export function junit(results: readonly ConvoResult[], differences: readonly Difference[]): string {
  const drivers = [...new Set(results.map(({ driver }) => driver))]
  const suites = drivers.map((driver) => {
    const mine = results.filter((result) => result.driver === driver)
    const failures = mine.filter(({ passed }) => !passed).length
    return [
      `  <testsuite${attributes({ name: driver, tests: mine.length, failures, time: seconds(mine) })}>`,
      ...mine.map(testcase),
      '  </testsuite>',
    ].join('\n')
  })
  if (drivers.length > 1) {
    const texts = differences.map(
      ({ path, line, what, expected, got }) => `${path}:${line} ${what}\n${expected}\n${got}`,
    )
    const failed =
      texts.length > 0
        ? `<failure${attributes({ message: `${texts.length} differences` })}>${xml(texts.join('\n\n'))}</failure>`
        : ''
    suites.push(
      `  <testsuite${attributes({ name: 'comparison', tests: 1, failures: failed ? 1 : 0 })}>`,
      `    <testcase${attributes({ name: 'the same meaning in every channel', classname: 'comparison' })}>${failed}</testcase>`,
      '  </testsuite>',
    )
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`
}

function testcase(result: ConvoResult): string {
  const name = result.example === undefined ? result.title : `${result.title} (example ${result.example + 1})`
  const failures = result.steps.flatMap(({ line, mismatches }) =>
    mismatches.map(
      ({ what, expected, got }) =>
        `<failure${attributes({ message: `${result.path}:${line} ${what}` })}>${xml(`expected ${expected}\ngot ${got}`)}</failure>`,
    ),
  )
  const open = `    <testcase${attributes({ name, classname: `${result.driver}.${result.path}`, time: seconds([result]) })}`
  return failures.length === 0 ? `${open}/>` : `${open}>${failures.join('')}</testcase>`
}

const seconds = (results: readonly ConvoResult[]) =>
  (results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000).toFixed(3)

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('')

/** XML 1.0 has no way at all to hold most control characters: they become question marks in a diamond. */
const xml = (text: string) =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '&#10;')
