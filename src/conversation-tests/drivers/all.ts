import type { DriverName } from '../schema.ts'
import type { Driver } from './contract.ts'
import { DiscordDriver } from './discord.ts'
import { TerminalDriver } from './terminal.ts'
import { WebDriver } from './web.ts'
import { WebhookDriver } from './webhook.ts'

/** A new driver by its name. */
export function driverFor(name: DriverName): Driver {
  switch (name) {
    case 'terminal':
      return new TerminalDriver()
    case 'web':
      return new WebDriver()
    case 'webhook':
      return new WebhookDriver()
    case 'discord':
      return new DiscordDriver()
  }
}
