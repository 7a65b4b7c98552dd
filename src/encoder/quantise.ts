/** Rows of numbers as 8-bit steps of each row's largest. */
export interface Steps {
  readonly rows: number
  readonly width: number
  /** (rows) what a step of that row is worth */
  readonly scales: Float32Array
  /** (rows, width) */
  readonly codes: Int8Array
}

export function quantise(data: Float32Array, width: number): Steps {
  const rows = data.length / width
  const scales = new Float32Array(rows)
  const codes = new Int8Array(data.length)
  for (let r = 0; r < rows; r++) {
    const row = data.subarray(r * width, (r + 1) * width)
    const scale = row.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 127
    scales[r] = scale
    if (scale === 0) continue
    for (let k = 0; k < width; k++) codes[r * width + k] = Math.round((row[k] as number) / scale)
  }
  return { rows, width, scales, codes }
}

/** The numbers that steps stand for, into `to`. */
export function restore(
  { rows, width, scales, codes }: Steps,
  to: Float32Array = new Float32Array(rows * width),
): Float32Array {
  for (let r = 0, at = 0; r < rows; r++)
    for (let k = 0; k < width; k++, at++) to[at] = (scales[r] as number) * (codes[at] as number)
  return to
}
