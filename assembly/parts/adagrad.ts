// Adagrad with momentum (Duchi et al. 2011; the form that GRU4Rec uses): a += g g, v = m v - lr g / sqrt(a + 1e-6), p += v.
// Accumulators start at 0. The caller has summed all gradients of a row before.

/** @param velocity 0 where there is no momentum  @param n a multiple of 4 */
// @ts-ignore: decorator
@inline
export function adagrad(
  p: usize, squares: usize, velocity: usize, gradient: usize, n: i32, rate: f32, momentum: f32,
): void {
  const epsilon = f32x4.splat(1e-6)
  const lr = f32x4.splat(rate)
  const bytes = <usize>n << 2
  if (velocity == 0) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const g = v128.load(gradient + at)
      const a = f32x4.add(v128.load(squares + at), f32x4.mul(g, g))
      v128.store(squares + at, a)
      const step = f32x4.div(f32x4.mul(lr, g), f32x4.sqrt(f32x4.add(a, epsilon)))
      v128.store(p + at, f32x4.sub(v128.load(p + at), step))
    }
    return
  }
  const mu = f32x4.splat(momentum)
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradient + at)
    const a = f32x4.add(v128.load(squares + at), f32x4.mul(g, g))
    v128.store(squares + at, a)
    const step = f32x4.div(f32x4.mul(lr, g), f32x4.sqrt(f32x4.add(a, epsilon)))
    const v = f32x4.sub(f32x4.mul(mu, v128.load(velocity + at)), step)
    v128.store(velocity + at, v)
    v128.store(p + at, f32x4.add(v128.load(p + at), v))
  }
}
