import { Command } from 'commander'
import type { Recipe } from '../recommenders/contract.ts'
import { recipes } from '../recommenders/registry.ts'

export function command(): Command {
  return new Command('models')
    .description('list the recommenders: paper, what they need, what they give')
    .option('--json', 'print JSON', false)
    .action(({ json }: { json: boolean }) => {
      process.stdout.write(`${json ? modelsJson(recipes) : modelsText(recipes)}\n`)
    })
}

/** A paragraph for each recommender. */
export function modelsText(list: readonly Recipe[]): string {
  return list
    .map(({ name, title, paper, needs, gives, defaults, presets }) => {
      const options = Object.keys(defaults).length > 0 ? `\n  options  ${JSON.stringify(defaults)}` : ''
      const named = presets ? `\n  presets  ${Object.keys(presets).join(', ')}` : ''
      return `${name}: ${title}\n  gives    ${gives}\n  needs    ${needs.join(', ')}\n  paper    ${paper}${options}${named}`
    })
    .join('\n\n')
}

export function modelsJson(list: readonly Recipe[]): string {
  const plain = list.map(({ name, title, paper, needs, gives, defaults, presets }) => ({
    name,
    title,
    paper,
    needs,
    gives,
    defaults,
    ...(presets ? { presets } : {}),
  }))
  return JSON.stringify(plain, null, 2)
}
