import { WebDriver } from '../../../src/conversation-tests/drivers/web.ts'
import { driverSuite } from './drivers.ts'

driverSuite(() => new WebDriver())
