import { spawn } from 'node:child_process'
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { checkpointFile } from '../../src/artifacts/checkpoint.ts'
import { shuffledBatches } from '../../src/nn/batches.ts'
import { type CheckpointStore, copies } from '../../src/nn/checkpoint.ts'
import { train } from '../../src/nn/train.ts'
import { Random } from '../../src/random.ts'
import { inFolder } from './toy-model.ts'

const tensors = {
  'weights/w': Float32Array.of(1, 2.5, -3),
  place: Float64Array.of(Math.PI, 2 ** 53),
  rows: Int32Array.of(-1, 7),
  none: new Uint8Array(),
}

test('what was written comes back bit for bit, of every kind, whatever its name', () =>
  inFolder(async (home) => {
    const file = checkpointFile(join(home, 'deeper', 'training.checkpoint'))
    expect(await file.read()).toBeUndefined()
    await file.write(tensors)
    expect(await file.read()).toEqual(tensors)
    await file.write({ other: Float32Array.of(9) })
    expect(await file.read()).toEqual({ other: Float32Array.of(9) })
    expect(await readdir(join(home, 'deeper'))).toEqual(['training.checkpoint'])
    await file.remove()
    expect(await file.read()).toBeUndefined()
  }))

test('a file that is not as it was written is refused', () =>
  inFolder(async (home) => {
    const path = join(home, 'c')
    const file = checkpointFile(path)
    await file.write(tensors)
    const sound = await readFile(path)
    const corrupt = { code: 'CHECKPOINT_CORRUPT' }
    for (let at = 0; at < sound.length; at += 7) {
      const bent = Buffer.from(sound)
      bent[at] = (bent[at] as number) ^ 1
      await writeFile(path, bent)
      await expect(file.read(), `byte ${at}`).rejects.toMatchObject(corrupt)
      await truncate(path, at)
      await expect(file.read(), `${at} bytes`).rejects.toMatchObject(corrupt)
    }
  }))

test('where it cannot be written the old one stays', () =>
  inFolder(async (home) => {
    await writeFile(join(home, 'file'), '')
    await expect(checkpointFile(join(home, 'file', 'c')).write(tensors)).rejects.toMatchObject({
      code: 'ARTIFACT_UNWRITABLE',
    })
  }))

test('killed at any moment, the last checkpoint is there and whole', () =>
  inFolder(async (home) => {
    const path = join(home, 'c')
    const script = `
      const { checkpointFile } = await import(${JSON.stringify(resolve('dist/artifacts/checkpoint.js'))})
      const file = checkpointFile(${JSON.stringify(path)})
      for (let n = 0; ; n++) {
        await file.write({ all: new Float64Array(300_000).fill(n) })
        process.stdout.write(n + '\\n')
      }`
    const random = new Random(1)
    for (let round = 0; round < 5; round++) {
      await rm(path, { force: true })
      const child = spawn(process.execPath, ['--input-type=module', '-e', script])
      let told = ''
      child.stdout.on('data', (data) => {
        told += data
      })
      while (!told.includes('\n')) await setTimeout(5)
      await setTimeout(random.int(150))
      const ended = new Promise((done) => child.on('close', done))
      child.kill('SIGKILL')
      await ended
      const all = (await checkpointFile(path).read())?.all as Float64Array
      const last = Number(told.trimEnd().split('\n').at(-1))
      // what was told is there, or a newer one that was not told any more
      expect(all[0]).toBeGreaterThanOrEqual(last)
      expect(new Set(all).size).toBe(1)
      expect((await stat(path)).size).toBeGreaterThan(2_400_000)
    }
  }))

test('the training loop keeps its place in it', () =>
  inFolder(async (home) => {
    const store: CheckpointStore = checkpointFile(join(home, 'c'))
    const run = async (epochs: number, kept?: CheckpointStore) => {
      const weights = { w: Float32Array.of(0) }
      const step = (batch: Int32Array, random: Random) => {
        for (const row of batch) weights.w[0] = (weights.w[0] as number) * 0.9 + row * random.next()
        return 1
      }
      const training = { trainee: { weights, memory: {}, step }, batches: shuffledBatches(10, 4), epochs }
      const report = await train({ ...training, random: new Random(3), ...(kept && { checkpoint: { store: kept } }) })
      return { weights: copies(weights), resumed: report.resumed }
    }
    const whole = await run(5)
    await run(2, store)
    expect(await run(5, store)).toEqual({ ...whole, resumed: true })
  }))
