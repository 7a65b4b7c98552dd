/** Numbers of a square that stays in the nearest cache: 32 x 32 floats are 4 KB, read in rows and written in rows. */
const BLOCK = 32

/**
 * The transpose of each of `batches` matrices: `from` (batches, rows, columns) to `to` (batches, columns, rows).
 * In blocks, so that neither side is walked a cache line for each number.
 */
export function transposeInto(
  from: Float32Array,
  to: Float32Array,
  batches: number,
  rows: number,
  columns: number,
): void {
  for (let b = 0; b < batches; b++) {
    const base = b * rows * columns
    for (let r0 = 0; r0 < rows; r0 += BLOCK) {
      const r1 = Math.min(rows, r0 + BLOCK)
      for (let c0 = 0; c0 < columns; c0 += BLOCK) {
        const c1 = Math.min(columns, c0 + BLOCK)
        for (let c = c0; c < c1; c++) {
          let at = base + r0 * columns + c
          const target = base + c * rows
          for (let r = r0; r < r1; r++, at += columns) to[target + r] = from[at] as number
        }
      }
    }
  }
}
