import { execFileSync } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toBytes } from '../../src/artifacts/binary.ts'
import { canonicalJson, sha256 } from '../../src/artifacts/canonical.ts'
import { load, loadModel, restoreModel } from '../../src/artifacts/load.ts'
import { save } from '../../src/artifacts/save.ts'
import { TastebudError } from '../../src/errors.ts'
import { rows } from '../worlds/world.ts'
import { content, ids, inFolder, tensors } from './toy-model.ts'

type Description = Record<string, unknown>

/** A manifest as somebody may rewrite it. */
interface Written {
  formatVersion?: number
  model: string
  config: Record<string, unknown>
  items: { count: number }
  tensors: { [name: string]: Description | undefined } & { weights?: Description | undefined }
}

test('brings back what was saved', () =>
  inFolder(async (home) => {
    const hash = await save(join(home, 'model'), content, tensors)
    const artifact = await load(join(home, 'model'))
    expect(artifact.tensors).toEqual(tensors)
    expect(artifact.items).toEqual(ids)
    expect(artifact.hash).toBe(hash)
    expect(artifact.manifest).toMatchObject({ model: 'item-knn', data: content.data, metrics: content.metrics })
  }))

test('a loaded model scores', () =>
  inFolder(async (home) => {
    await save(join(home, 'model'), content, tensors)
    const model = await loadModel(join(home, 'model'), ids)
    const scores = new Float32Array(3)
    model.score({ history: rows(0, 1) }, scores)
    expect([...scores]).toEqual([0, 0.5, 0.25])
  }))

test('no folder and a folder without a model are ARTIFACT_MISSING', () =>
  inFolder(async (home) => {
    await mkdir(join(home, 'empty'))
    await writeFile(join(home, 'file'), '')
    for (const name of ['nowhere', 'empty', 'file']) {
      await expect(load(join(home, name))).rejects.toMatchObject({ code: 'ARTIFACT_MISSING' })
    }
  }))

test('the model that was about to be replaced is found', () =>
  inFolder(async (home) => {
    await save(join(home, 'model'), content, tensors)
    await rename(join(home, 'model'), join(home, 'model.previous'))
    expect((await load(join(home, 'model'))).items).toEqual(ids)
  }))

test.each([
  [['alpha', 'beta'], 'it knows 3 items, the catalogue has 2'],
  [['alpha', 'gamma', 'beta'], 'its item 2 is "beta", that of the catalogue "gamma"'],
])('another catalogue is ARTIFACT_MISMATCH', (others, message) =>
  inFolder(async (home) => {
    await save(join(home, 'model'), content, tensors)
    await expect(loadModel(join(home, 'model'), others)).rejects.toMatchObject({
      code: 'ARTIFACT_MISMATCH',
      message: expect.stringContaining(message),
    })
  }),
)

describe('damage and malice', () => {
  /** Saves a model, lets something happen to its folder and tells what loading it says. */
  const outcome = async (damage: (dir: string) => Promise<unknown>): Promise<string> => {
    let code = 'loaded'
    await inFolder(async (home) => {
      const dir = join(home, 'model')
      await save(dir, content, tensors)
      await damage(dir)
      await loadModel(dir, ids).catch((error) => {
        code = error.code ?? error.stack
      })
    })
    return code
  }

  const manifest = (change: (json: Written) => unknown) => async (dir: string) => {
    const json = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as Written
    await writeFile(join(dir, 'manifest.json'), JSON.stringify(change(json) ?? json))
  }

  /** Changes a tensor and makes the manifest agree with it. */
  const forged = (name: keyof typeof tensors, tensor: Uint32Array | Float32Array) => async (dir: string) => {
    const bytes = toBytes(tensor)
    await writeFile(join(dir, `${name}.bin`), bytes)
    await manifest((json) => {
      Object.assign(json.tensors[name] ?? {}, { length: tensor.length, bytes: bytes.length, sha256: sha256(bytes) })
    })(dir)
  }

  const pipe = async (path: string) => {
    await rm(path)
    execFileSync('mkfifo', [path])
  }

  test('nothing done, it loads', async () => {
    expect(await outcome(async () => {})).toBe('loaded')
    expect(await outcome(forged('weights', Float32Array.of(1, 2, 3)))).toBe('loaded')
  })

  test.each<[string, (dir: string) => Promise<unknown>]>([
    ['a truncated tensor', (dir) => truncate(join(dir, 'weights.bin'), 8)],
    ['an empty tensor', (dir) => truncate(join(dir, 'weights.bin'), 0)],
    ['a longer tensor', (dir) => writeFile(join(dir, 'weights.bin'), new Uint8Array(16))],
    ['a changed bit', (dir) => writeFile(join(dir, 'weights.bin'), toBytes(Float32Array.of(0.5, 0.25, 0.126)))],
    ['two tensors swapped', (dir) => cp(join(dir, 'columns.bin'), join(dir, 'weights.bin'), { force: true })],
    ['a missing tensor', (dir) => rm(join(dir, 'columns.bin'))],
    ['missing items', (dir) => rm(join(dir, 'items.json'))],
    ['changed items', (dir) => writeFile(join(dir, 'items.json'), canonicalJson(['alpha', 'beta', 'delta']))],
    [
      'an id twice',
      async (dir) => {
        const items = canonicalJson(['alpha', 'beta', 'alpha'])
        await writeFile(join(dir, 'items.json'), items)
        await manifest((json) => Object.assign(json.items, { sha256: sha256(items) }) && json)(dir)
      },
    ],
    ['a truncated manifest', (dir) => truncate(join(dir, 'manifest.json'), 100)],
    ['an empty manifest', (dir) => truncate(join(dir, 'manifest.json'), 0)],
    ['a manifest that is a list', (dir) => writeFile(join(dir, 'manifest.json'), '[]')],
    [
      'a manifest that is a folder',
      (dir) => rm(join(dir, 'manifest.json')).then(() => mkdir(join(dir, 'manifest.json'))),
    ],
    ['a manifest without end', (dir) => writeFile(join(dir, 'manifest.json'), ' '.repeat(5_000_000))],
    [
      'a tensor that is a link',
      async (dir) => {
        await rename(join(dir, 'weights.bin'), join(dir, '..', 'elsewhere.bin'))
        await symlink(join(dir, '..', 'elsewhere.bin'), join(dir, 'weights.bin'))
      },
    ],
    ['a pipe for the items, which nobody writes to', (dir) => pipe(join(dir, 'items.json'))],
    ['a pipe for a tensor', (dir) => pipe(join(dir, 'weights.bin'))],
    ['a pipe for the manifest', (dir) => pipe(join(dir, 'manifest.json'))],
    [
      'a path as tensor',
      manifest((json) => {
        json.tensors['../../etc/passwd'] = json.tensors.weights
      }),
    ],
    [
      'a huge shape',
      manifest((json) => {
        Object.assign(json.tensors.weights ?? {}, { length: 2 ** 50, bytes: 2 ** 52 })
      }),
    ],
    [
      'a shape that disagrees with its bytes',
      manifest((json) => {
        json.tensors.weights = { ...json.tensors.weights, length: 4 }
      }),
    ],
    [
      'another type',
      manifest((json) => {
        json.tensors.weights = { ...json.tensors.weights, type: 'uint32' }
      }),
    ],
    [
      'a wrong count of items',
      manifest((json) => {
        json.items.count = 1e9
      }),
    ],
    [
      'a config with null for a number',
      manifest((json) => {
        json.config.shrinkage = null
      }),
    ],
    [
      'a config out of range',
      manifest((json) => {
        json.config.exponent = 7
      }),
    ],
    [
      'an unknown option',
      manifest((json) => {
        json.config.evil = 'require("fs")'
      }),
    ],
    [
      'a polluting config',
      async (dir) => {
        const text = await readFile(join(dir, 'manifest.json'), 'utf8')
        await writeFile(
          join(dir, 'manifest.json'),
          text.replace('"config": {', '"config": { "__proto__": { "evil": 1 },'),
        )
      },
    ],
    [
      'a polluting metric',
      async (dir) => {
        const text = await readFile(join(dir, 'manifest.json'), 'utf8')
        await writeFile(
          join(dir, 'manifest.json'),
          text.replace('"metrics": {', '"__proto__": { "evil": 1 }, "metrics": {'),
        )
      },
    ],
    [
      'a missing tensor in the manifest',
      manifest((json) => {
        delete json.tensors.weights
      }),
    ],
    [
      'no format at all',
      manifest((json) => {
        delete json.formatVersion
      }),
    ],
    ['a forged column outside', forged('columns', Uint32Array.of(1, 2, 3))],
    ['forged offsets', forged('offsets', Uint32Array.of(0, 0xffffffff, 2, 3))],
    ['a forged NaN', forged('weights', Float32Array.of(0.5, Number.NaN, 1))],
  ])('%s is ARTIFACT_CORRUPT', async (_, damage) => {
    expect(await outcome(damage)).toBe('ARTIFACT_CORRUPT')
    expect(({} as { evil?: unknown }).evil).toBeUndefined()
  })

  test.each<[string, (dir: string) => Promise<unknown>]>([
    ['a later format', manifest((json) => ({ ...json, formatVersion: 2, somethingNew: true }))],
    ['a model that this program does not know', manifest((json) => ({ ...json, model: 'oracle' }))],
  ])('%s is ARTIFACT_VERSION', async (_, damage) => {
    expect(await outcome(damage)).toBe('ARTIFACT_VERSION')
  })
})

test('what this machine cannot run is not called damaged', () =>
  inFolder(async (home) => {
    await save(join(home, 'model'), content, tensors)
    const artifact = await load(join(home, 'model'))
    const failure = (code: string) => {
      const hostile = Object.defineProperty({}, 'offsets', {
        get: () => {
          throw new TastebudError(code, 'no', 'none')
        },
      })
      return () => restoreModel({ ...artifact, tensors: hostile as typeof artifact.tensors })
    }
    for (const code of ['NO_KERNELS', 'NO_MEMORY']) expect(failure(code)).toThrow(expect.objectContaining({ code }))
    expect(failure('BAD_ARTIFACT')).toThrow(expect.objectContaining({ code: 'ARTIFACT_CORRUPT' }))
  }))
