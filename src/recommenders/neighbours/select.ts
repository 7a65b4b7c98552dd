/**
 * The n-th largest (1 = the largest) of the first `count` values, in linear time on average
 * (Hoare's quickselect). Reorders those values.
 */
export function nthLargest(values: Float64Array, count: number, n: number): number {
  if (n < 1 || n > count) throw new RangeError(`no ${n}-th largest of ${count} values`)
  let low = 0
  let high = count - 1
  const wanted = n - 1
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!
    let left = low
    let right = high
    while (left <= right) {
      while (values[left]! > pivot) left++
      while (values[right]! < pivot) right--
      if (left <= right) {
        const held = values[left]!
        values[left++] = values[right]!
        values[right--] = held
      }
    }
    if (wanted <= right) high = right
    else if (wanted >= left) low = left
    else break
  }
  return values[wanted]!
}
