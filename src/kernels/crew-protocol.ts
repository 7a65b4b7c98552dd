/** Words of the block that a crew shares with its kernels; `assembly/parts/crew.ts` reads some of them. */
export const control = { command: 0, arguments: 1, finished: 2, broken: 3, arrived: 4, ready: 5 } as const
/** The command that ends a worker. */
export const leave = -1

export interface CrewStart {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  /** Address of the control words. */
  readonly control: number
  /** Address of the arguments, float64 each. */
  readonly values: number
  readonly worker: number
  readonly workers: number
}
