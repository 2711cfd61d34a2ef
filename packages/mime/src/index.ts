export { toParsedMessage, type MessageFields } from './compose.js'
export { parseMessage } from './parse-message.js'
export type { Place } from './place.js'
export { MESSAGE_LIMITS, MessageUnreadable, type MessageLimits, type UnreadableReason } from './unreadable.js'
