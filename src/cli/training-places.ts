import { access, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, sha256 } from '../artifacts/canonical.ts'

/** Where trainings of a home keep their place: a file each in its folder `training`. */
export interface TrainingPlaces {
  /** The file of a model's training; another one for whatever else it is determined by. */
  of(model: string, determinedBy: object): string
  /** Removes every file of a model, those of trainings with other options or data as well. */
  clear(model: string): Promise<void>
}

export function placesIn(home: string): TrainingPlaces {
  const folder = join(home, 'training')
  return {
    of: (model, determinedBy) =>
      join(folder, `${model}-${sha256(canonicalJson(determinedBy)).slice(0, 16)}.checkpoint`),
    async clear(model) {
      const rest = /^-[0-9a-f]{16}\.checkpoint(\.draft)?$/
      for (const name of await readdir(folder).catch(() => [])) {
        if (name.startsWith(model) && rest.test(name.slice(model.length))) await rm(join(folder, name), { force: true })
      }
    },
  }
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
