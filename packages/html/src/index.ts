export { cleanHtml, type CleanHtml } from './clean-html.js'
export { POLICY_VERSION } from './policy.js'
