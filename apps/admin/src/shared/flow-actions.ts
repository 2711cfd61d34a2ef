/** What an action can be; the last two end the flow (R-FLO-3). */
export const ACTION_KINDS = [
  'setPriority',
  'addSkillIds',
  'removeSkillIds',
  'setLanguageId',
  'addLabel',
  'autoReplyId',
  'transferToQueue',
  'disconnect',
] as const
