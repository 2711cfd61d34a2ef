import { translate } from '@/shared/i18n'

type Say = (value: string) => string
type SayMember = (name: string, value: string) => readonly [name: string, value: string]

/** A value of the audit log as lines: lists with commas, the members of a thing each on a line. */
export function readable(text: string, say: Say, sayMember: SayMember): string {
  if (!/^[[{]/.test(text)) return say(text)
  try {
    return linesOf(JSON.parse(text), '', say, sayMember).trim()
  } catch {
    return text
  }
}

function linesOf(value: unknown, indent: string, say: Say, sayMember: SayMember): string {
  if (isPlain(value)) return say(String(value))
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return value.map((each) => say(String(each))).join(', ')
    return value.map((each) => `${indent}${ofList(each, indent, say, sayMember).trim()}`).join('\n')
  }
  const members = Object.entries(value as object).filter(([, member]) => member !== null)
  const isFlat = members.every(([, member]) => isPlain(member))
  if (isFlat && members.length <= SHORT)
    return members.map(([name, one]) => pair(...sayMember(name, String(one)))).join(' · ')
  return members
    .map(([name, member]) => {
      const inner = (one: string) => sayMember(name, one)[1]
      const [label] = sayMember(name, '')
      const lines = linesOf(member, `${indent}  `, inner, sayMember)
      return lines.includes('\n') ? `${indent}${pair(label, '').trim()}\n${lines}` : `${indent}${pair(label, lines)}`
    })
    .join('\n')
}

/** A member that is alone in its thing needs no name: the list's own says what it is. */
function ofList(thing: unknown, indent: string, say: Say, sayMember: SayMember): string {
  const [only, ...more] = isPlain(thing) ? [] : Object.entries(thing as object)
  const isAlone = only !== undefined && more.length === 0 && isPlain(only[1])
  return isAlone ? sayMember(only[0], String(only[1]))[1] : linesOf(thing, indent, say, sayMember)
}

/** More members stand each on a line. */
const SHORT = 3

const pair = (name: string, value: string) => translate('audit.member', { name, value })
const isPlain = (value: unknown) => typeof value !== 'object' || value === null
