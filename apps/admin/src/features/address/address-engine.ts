export { parseAddress, parseLocalPart } from '@mailroom/core'
