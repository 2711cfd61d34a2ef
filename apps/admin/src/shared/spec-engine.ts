export { parseAddressSpec } from '@mailroom/core'
