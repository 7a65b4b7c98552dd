import type * as core from '@tensorflow/tfjs-core'

/**
 * TensorFlow.js as it is handed in, whichever backend `load.ts` chose. Types alone: the package is far too big to be
 * imported by more than one file, and that one imports a bundle.
 */
export type TF = typeof core
export type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
