// splitmix64: the state is one u64 in memory, which the caller seeds; every draw moves it.

/** 64 random bits. @param state address of the u64 */
// @ts-ignore: decorator
@inline
export function bits64(state: usize): u64 {
  const s = load<u64>(state) + 0x9e3779b97f4a7c15
  store<u64>(state, s)
  let z = (s ^ (s >> 30)) * 0xbf58476d1ce4e5b9
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb
  return z ^ (z >> 31)
}

/** Uniform in [0, 1), 24 bits. */
// @ts-ignore: decorator
@inline
export function uniform(state: usize): f32 {
  return <f32>(<u32>(bits64(state) >> 40)) * 5.9604644775390625e-8
}

/** Uniform integer in [0, n). */
// @ts-ignore: decorator
@inline
export function below(state: usize, n: u32): u32 {
  return <u32>(((bits64(state) >> 32) * <u64>n) >> 32)
}

/**
 * A draw by Walker's alias method from tables that `src/kernels/alias.ts` makes.
 * @param keep (n) u32: how likely a column keeps its own row, of 2^32
 * @param other (n) u32: the row that it gives else
 */
// @ts-ignore: decorator
@inline
export function drawAlias(state: usize, keep: usize, other: usize, n: u32): u32 {
  const bits = bits64(state)
  const column = <u32>(((bits >> 32) * <u64>n) >> 32)
  return <u32>bits < load<u32>(keep + (<usize>column << 2)) ? column : load<u32>(other + (<usize>column << 2))
}
