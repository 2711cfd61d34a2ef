export { isRegistrableDomain, normaliseHost, parseDomainName, parseMailFrom, parsePlatformName } from '@mailroom/core'
