export { toFlowOption, toOption, useChoices, type Choices, type FlowOption } from './choices'
export { languageName } from './language-tags'
