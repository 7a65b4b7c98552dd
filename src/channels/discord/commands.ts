import type { WORDS } from './words.ts'

/** A slash command as Discord registers it; fields that Discord adds are left alone. */
export interface CommandDefinition {
  readonly name: string
  readonly description: string
  readonly options?: readonly {
    readonly type: number
    readonly name: string
    readonly description: string
    readonly required?: boolean
    readonly max_length?: number
    readonly min_value?: number
    readonly max_value?: number
  }[]
  /** Permissions that somebody needs for it, unless the server gives it to others. */
  readonly default_member_permissions?: string | null
  /** 0 in servers, 1 in direct messages with the bot. */
  readonly contexts: readonly number[]
  /** 0: the bot was added to a server. */
  readonly integration_types: readonly number[]
}

/** What a command does: it says something in the person's name, or asks first. */
export type Meant =
  | { readonly say: string; readonly ephemeral: boolean }
  /** Begins a round of several people. */
  | { readonly together: string }
  /** Shows the server's settings, and sets an age where one is given. */
  | { readonly settings: true; readonly age?: number }
  | { readonly confirm: keyof typeof WORDS; readonly yes: keyof typeof WORDS; readonly payload: string }

interface Command {
  readonly definition: CommandDefinition
  readonly meant: (option: string | undefined) => Meant
}

const TEXT = 3
const INTEGER = 4
/** The bit of the permission, as Discord writes it. */
const MANAGE_SERVER = String(1 << 5)
const EVERYWHERE = { contexts: [0, 1], integration_types: [0] }
const option = (name: string, description: string) => [{ type: TEXT, name, description, max_length: 1000 }]

/** The words that a confirmed `/forget` stands for. */
export const FORGET = 'forget me'

const COMMANDS: readonly Command[] = [
  {
    definition: {
      name: 'recommend',
      description: 'Get recommendations',
      options: option('wish', 'what you are in the mood for, in your own words'),
      ...EVERYWHERE,
    },
    meant: (wish) => ({ say: wish ?? 'recommend something', ephemeral: false }),
  },
  {
    definition: { name: 'taste', description: 'See what I know about you (only you see it)', ...EVERYWHERE },
    meant: () => ({ say: 'what do you know about me?', ephemeral: true }),
  },
  {
    definition: {
      name: 'why',
      description: 'Why did you recommend that? (only you see it)',
      options: option('which', 'a title, or its place in the list: "the second"'),
      ...EVERYWHERE,
    },
    meant: (which) => ({ say: `why ${which ?? 'the first one'}?`, ephemeral: true }),
  },
  {
    definition: { name: 'forget', description: 'Delete everything I know about you', ...EVERYWHERE },
    meant: () => ({ confirm: 'forget', yes: 'forgetYes', payload: '!forget' }),
  },
  {
    definition: { name: 'export', description: 'Get everything I know about you as a file', ...EVERYWHERE },
    meant: () => ({ say: 'export my data', ephemeral: true }),
  },
  {
    definition: {
      name: 'together',
      description: 'Find something for all of you, and vote',
      options: option('wish', 'what you are in the mood for, in your own words'),
      contexts: [0],
      integration_types: [0],
    },
    meant: (wish = '') => ({ together: wish }),
  },
  {
    definition: {
      name: 'settings',
      description: 'Where I answer in this server, and up to which age rating (only you see it)',
      options: [
        {
          type: INTEGER,
          name: 'age',
          description: 'highest age rating in channels that are not marked as age-restricted',
          min_value: 0,
          max_value: 99,
        },
      ],
      contexts: [0],
      integration_types: [0],
      default_member_permissions: MANAGE_SERVER,
    },
    meant: (age) => ({ settings: true, ...(age !== undefined && { age: Number(age) }) }),
  },
]

export const definitions: readonly CommandDefinition[] = COMMANDS.map(({ definition }) => definition)

/** What a command means; undefined for one that this version of the bot does not have. */
export function meantBy(name: string, value: string | undefined): Meant | undefined {
  return COMMANDS.find(({ definition }) => definition.name === name)?.meant(value?.trim() || undefined)
}

/** Whether Discord has other commands than these, in anything that we say about them. */
export function differ(registered: readonly CommandDefinition[], wanted = definitions): boolean {
  const told = (commands: readonly CommandDefinition[]) =>
    JSON.stringify(commands.map(essence).sort((a, b) => a.name.localeCompare(b.name)))
  return told(registered) !== told(wanted)
}

/** What we say about a command, in one order, with Discord's defaults filled in. */
const essence = (command: CommandDefinition) => ({
  name: command.name,
  description: command.description,
  permissions: command.default_member_permissions ?? null,
  options: (command.options ?? []).map(({ type, name, description, required = false, ...limits }) => ({
    type,
    name,
    description,
    required,
    most: limits.max_length ?? limits.max_value,
    least: limits.min_value,
  })),
  contexts: [...(command.contexts ?? [])].sort(),
  integration_types: [...(command.integration_types ?? [])].sort(),
})
