import type { Trial } from '../../src/evaluation/protocols.ts'
import type { EpochRecord } from '../../src/nn/epoch.ts'
import { Random } from '../../src/random.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { deviation, mean } from '../parts/document.ts'
import { nextItem } from '../parts/sessions.ts'

export interface Quality {
  readonly name: string
  readonly recall: readonly number[]
  readonly mrr: readonly number[]
  readonly cases: number
  /** Processor seconds of all threads, mean over seeds. */
  readonly seconds: number
  readonly config: object
}

/** Fits a model once a seed and asks it every case. */
export async function quality(
  label: string,
  name: string,
  options: object,
  trial: Trial,
  seeds: readonly number[],
): Promise<Quality> {
  const found: { recall: number; mrr: number; cases: number }[] = []
  const seconds: number[] = []
  let config: object = {}
  for (const seed of seeds) {
    const model = recipe(name).create(options)
    config = model.config
    const before = process.cpuUsage()
    const epoch = ({ epoch: n, of, loss }: EpochRecord) =>
      process.stderr.write(`${label}, seed ${seed}: epoch ${n} of ${of}, loss ${loss.toFixed(4)}\n`)
    await model.fit({ interactions: trial.train }, { random: new Random(seed), epoch })
    const { user, system } = process.cpuUsage(before)
    seconds.push((user + system) / 1e6)
    found.push(nextItem(model, trial))
    process.stderr.write(`${label}, seed ${seed}: ${JSON.stringify(found.at(-1))}\n`)
  }
  return {
    name: label,
    recall: found.map(({ recall }) => recall),
    mrr: found.map(({ mrr }) => mrr),
    cases: found[0]?.cases ?? 0,
    seconds: mean(seconds),
    config,
  }
}

export const qualityRow = ({ name, recall, mrr, seconds }: Quality): string[] => {
  const spread = (values: readonly number[]) =>
    mean(values).toFixed(4) + (values.length > 1 ? ` ± ${deviation(values).toFixed(4)}` : '')
  return [name, spread(recall), spread(mrr), String(recall.length), seconds.toFixed(seconds < 10 ? 1 : 0)]
}
export const qualityHead = ['model', 'Recall@20', 'MRR@20', 'seeds', 'CPU seconds of a fit']
