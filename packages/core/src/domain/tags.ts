/** Tags of a DKIM or DMARC record, `name=value;…`, blanks around both left out; the first of a name counts. */
export function parseTags(record: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>()
  for (const part of record.split(';')) {
    const [name = '', ...value] = part.split('=')
    if (value.length > 0 && !tags.has(name.trim())) tags.set(name.trim(), value.join('=').trim())
  }
  return tags
}
