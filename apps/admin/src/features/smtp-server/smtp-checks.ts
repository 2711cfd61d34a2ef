export { parseAddressSpec, parseSmtpServer } from '@mailroom/core'
