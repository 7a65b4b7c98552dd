import { type BlendSource, eventsByItem, measureScale } from './blend.ts'
import type { FitReport, FitRun, Recommender, TrainingData } from './contract.ts'
import { recipe } from './registry.ts'

/** A recommender that has just been fitted, ready for the blend. */
export interface FittedSource extends BlendSource {
  readonly model: Recommender
  readonly report: FitReport
}

/**
 * Fits a recommender by name and measures its scale.
 * @throws TastebudError of the recipe and of its fit
 */
export async function fitSource(name: string, options: object, data: TrainingData, run: FitRun): Promise<FittedSource> {
  const model = recipe(name).create(options)
  const report = await model.fit(data, run)
  const taken = data.interactions.rows.length > 0 ? eventsByItem(data.interactions) : undefined
  return { name, model, report, scale: measureScale(model, taken) }
}
