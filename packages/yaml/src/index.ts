export { readConfiguration, type LocatedProblem, type ReadConfiguration } from './read-configuration.js'
export { locate, type Position } from './positions.js'
