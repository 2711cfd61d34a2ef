export { parseDomainName, parseMailFrom, parsePlatformName } from '@mailroom/core'
