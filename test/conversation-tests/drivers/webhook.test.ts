import { WebhookDriver } from '../../../src/conversation-tests/drivers/webhook.ts'
import { driverSuite } from './drivers.ts'

driverSuite(() => new WebhookDriver())
