import { DiscordDriver } from '../../../src/conversation-tests/drivers/discord.ts'
import { driverSuite } from './drivers.ts'

driverSuite(() => new DiscordDriver())
