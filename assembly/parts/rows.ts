/** target[k] -= by * source[k] for k in [start, stop) */
// @ts-ignore: decorator
@inline
export function subtract(target: usize, source: usize, by: f64, start: i32, stop: i32): void {
  let k = start
  if (k & 1 && k < stop) {
    const at = <usize>k << 3
    store<f64>(target + at, load<f64>(target + at) - by * load<f64>(source + at))
    k++
  }
  const factor = f64x2.splat(by)
  for (; k + 1 < stop; k += 2) {
    const at = <usize>k << 3
    v128.store(target + at, f64x2.sub(v128.load(target + at), f64x2.mul(factor, v128.load(source + at))))
  }
  if (k < stop) {
    const at = <usize>k << 3
    store<f64>(target + at, load<f64>(target + at) - by * load<f64>(source + at))
  }
}
