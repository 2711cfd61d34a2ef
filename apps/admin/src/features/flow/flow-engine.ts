export { lintFlow, parseFlow } from '@mailroom/core'
