/** A value of the audit log as lines: lists with commas, the members of a thing each on a line. */
export function readable(text: string): string {
  if (!/^[[{]/.test(text)) return text
  try {
    return linesOf(JSON.parse(text), '').trim()
  } catch {
    return text
  }
}

function linesOf(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object' || each === null)) return value.map(String).join(', ')
    return value.map((each) => `${indent}${linesOf(each, indent).trim()}`).join('\n')
  }
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).filter(([, member]) => member !== null)
  const isFlat = members.every(([, member]) => typeof member !== 'object')
  if (isFlat) return members.map(([name, member]) => `${name}: ${String(member)}`).join(' · ')
  return members
    .map(([name, member]) => {
      const lines = linesOf(member, `${indent}  `)
      return lines.includes('\n') ? `${indent}${name}:\n${lines}` : `${indent}${name}: ${lines}`
    })
    .join('\n')
}
