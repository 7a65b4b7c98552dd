import type { Vocabulary } from '../../datasets/vocabulary.ts'
import type { Model, RowQuery } from '../../recommenders/contract.ts'

/**
 * A model fitted on one list of items, scoring another (the catalogue may have grown, shrunk or been put
 * in another order since). Items that the model never met score 0, and history that it never met is left
 * out. Returns the model itself where the lists are the same.
 */
export function align(model: Model, fitted: Vocabulary, wanted: Vocabulary): Model {
  if (fitted.size === wanted.size && fitted.ids.every((id, row) => id === wanted.ids[row])) return model
  /** wanted row -> fitted row, -1 where there is none */
  const rows = Int32Array.from(wanted.ids, (id) => fitted.row(id) ?? -1)
  const inner = new Float32Array(fitted.size)
  return {
    items: wanted.size,
    score(query, scores) {
      const history: RowQuery['history'][number][] = []
      const strengths: number[] = []
      query.history.forEach((row, h) => {
        const to = rows[row] ?? -1
        if (to < 0) return
        history.push(to as RowQuery['history'][number])
        strengths.push(query.strengths?.[h] ?? 1)
      })
      model.score({ history, strengths }, inner)
      for (let row = 0; row < rows.length; row++) scores[row] = rows[row]! < 0 ? 0 : inner[rows[row]!]!
    },
  }
}
