type Translate = (key: string, params?: Record<string, unknown>) => string

interface Change {
  field: string
  before: string | null
  after: string | null
}

/** A change of the audit log in the words of the page: records and their states, settings and their values. */
export function changeText({ field, before, after }: Change, t: Translate): string {
  const record = `domain.record.${field.replace(':', '_')}`
  /** A key that has no text is its own text. */
  const word = (key: string, fallback: string) => (t(key) === key ? fallback : t(key))
  if (t(record) !== record) {
    const state = (value: string | null) => word(`domain.status.${value}`, value ?? '')
    return t('domain.history.record', { record: t(record), before: state(before), after: state(after) })
  }
  const name = word(`domain.history.field.${field}`, field)
  const value = (text: string | null) =>
    text === null || text === '' ? t('domain.history.nothing') : word(`domain.history.value.${field}.${text}`, text)
  return t('domain.history.setting', { name, before: value(before), after: value(after) })
}
