import { TerminalDriver } from '../../../src/conversation-tests/drivers/terminal.ts'
import { driverSuite } from './drivers.ts'

driverSuite(() => new TerminalDriver())
