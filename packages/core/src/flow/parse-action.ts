import { checkPriority, parseQueueTarget, parseSkillIds } from '../address/queue-target.js'
import { parseName } from '../organisation/names.js'
import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import type { ReferenceFacts } from './facts.js'
import { checkReference, checkResponse } from './references.js'
import type { FlowAction } from './types.js'

type ActionKey = keyof FlowAction
type Given = { [K in ActionKey]-?: NonNullable<FlowAction[K]> }
type ParseOne<K extends ActionKey> = (
  value: Given[K],
  facts: ReferenceFacts,
  path: readonly string[],
) => Result<Given[K]>

/** How each action is checked (R-FLO-3). */
const PARSERS: { readonly [K in ActionKey]: ParseOne<K> } = {
  setPriority: (priority, _facts, path) => resultOf(priority, checkPriority(priority, path)),
  addSkillIds: parseSomeSkills,
  removeSkillIds: parseSomeSkills,
  setLanguageId: (id, facts, path) => resultOf(id, checkReference('Language', id, facts.language, path)),
  addLabel: (label, _facts, path) => parseName(label, path),
  autoReplyId: (id, facts, path) => resultOf(id, checkResponse(id, 'REPLY', facts, path)),
  transferToQueue: parseTransfer,
  disconnect: (disconnect) => ({ ok: true, value: disconnect, problems: [] }),
}

const KEYS = Object.keys(PARSERS) as readonly ActionKey[]

/** An action with exactly one of its fields set; `disconnect: false` is not set (R-FLO-3). */
export function parseAction(action: FlowAction, facts: ReferenceFacts, path: readonly string[]): Result<FlowAction> {
  const given = KEYS.filter((key) => action[key] !== undefined && action[key] !== null && action[key] !== false)
  const [key] = given
  if (key === undefined || given.length > 1) {
    return { ok: false, problems: [error('EXACTLY_ONE', path, { of: KEYS.join(', ') })] }
  }
  return parseOne(key, action, facts, path)
}

function parseOne<K extends ActionKey>(
  key: K,
  action: FlowAction,
  facts: ReferenceFacts,
  path: readonly string[],
): Result<FlowAction> {
  const parsed = PARSERS[key](action[key] as Given[K], facts, [...path, key])
  return parsed.ok ? { ...parsed, value: { [key]: parsed.value } } : parsed
}

function parseSomeSkills(
  ids: readonly string[],
  facts: ReferenceFacts,
  path: readonly string[],
): Result<readonly string[]> {
  return ids.length === 0 ? { ok: false, problems: [error('REQUIRED', path)] } : parseSkillIds(ids, facts, path)
}

/** What is left out stays left out: earlier rules may have set it. */
function parseTransfer(
  draft: Given['transferToQueue'],
  facts: ReferenceFacts,
  path: readonly string[],
): Result<Given['transferToQueue']> {
  const target = parseQueueTarget(draft, facts, path)
  if (!target.ok) return target
  const said = Object.entries(target.value).filter(([, value]) => value !== null)
  return { ...target, value: { queueId: draft.queueId, ...Object.fromEntries(said) } }
}
