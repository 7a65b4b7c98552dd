import type { TF } from '../tf.ts'
import { conv2dBackpropFilter, conv2dBackpropInput } from './conv2d.ts'
import { kernelOf, replaceKernel } from './heap.ts'
import { withPlainOperands } from './mat-mul.ts'
import { unsortedSegmentSum } from './segment-sum.ts'
import { withLeadingAxes } from './sum.ts'

/**
 * Makes the wasm backend fit for training: products with a transposed operand at full speed, sums over the batch
 * without a transpose, and the gradients of convolution and gather, which it lacks. Once for each loaded namespace.
 */
export function registerFixes(tf: TF): void {
  const multiply = withPlainOperands(kernelOf(tf, 'BatchMatMul'))
  replaceKernel(tf, 'BatchMatMul', multiply)
  replaceKernel(tf, '_FusedMatMul', withPlainOperands(kernelOf(tf, '_FusedMatMul')))
  replaceKernel(tf, 'Sum', withLeadingAxes(tf, kernelOf(tf, 'Sum')))
  replaceKernel(tf, 'UnsortedSegmentSum', unsortedSegmentSum)
  replaceKernel(tf, 'Conv2DBackpropFilter', conv2dBackpropFilter(tf, multiply))
  replaceKernel(tf, 'Conv2DBackpropInput', conv2dBackpropInput(tf, multiply))
}
