import { quantile } from '../../src/evaluation/statistics.ts'
import type { Random } from '../../src/random.ts'

/** What was judged: the group that cases are drawn by (a dialogue), the class wanted and the class found. */
export interface Case {
  readonly group: number
  readonly wanted: number
  readonly found: number
}

export interface ClassScores {
  /** Mean F1 of the classes, each counting the same. */
  readonly macroF1: number
  readonly classes: readonly { readonly precision: number; readonly recall: number; readonly f1: number }[]
}

/** Adds cases up by (wanted, found). */
export function confusion(cases: Iterable<Pick<Case, 'wanted' | 'found'>>, size: number): Float64Array {
  const table = new Float64Array(size * size)
  for (const { wanted, found } of cases) table[wanted * size + found]! += 1
  return table
}

/** @param table (size, size) of `confusion` */
export function classScores(table: Float64Array, size: number): ClassScores {
  const classes = Array.from({ length: size }, (_, c) => {
    let [given, there] = [0, 0]
    for (let d = 0; d < size; d++) {
      there += table[c * size + d]!
      given += table[d * size + c]!
    }
    const right = table[c * size + c]!
    return {
      precision: given > 0 ? right / given : 0,
      recall: there > 0 ? right / there : 0,
      f1: given + there > 0 ? (2 * right) / (given + there) : 0,
    }
  })
  return { macroF1: classes.reduce((sum, { f1 }) => sum + f1, 0) / size, classes }
}

/** 95 % percentile interval of the macro-F1, by a bootstrap over groups. */
export function macroInterval(cases: readonly Case[], size: number, random: Random, draws = 1000): [number, number] {
  const groups = new Map<number, Case[]>()
  for (const each of cases) groups.set(each.group, [...(groups.get(each.group) ?? []), each])
  const tables = [...groups.values()].map((own) => confusion(own, size))
  const values = Float64Array.from({ length: draws }, () => {
    const sum = new Float64Array(size * size)
    for (let g = 0; g < tables.length; g++) {
      const own = tables[random.int(tables.length)]!
      for (let k = 0; k < sum.length; k++) sum[k]! += own[k]!
    }
    return classScores(sum, size).macroF1
  }).sort()
  return [quantile(values, 0.025), quantile(values, 0.975)]
}
