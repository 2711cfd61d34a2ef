export type Dialect = 'sqlite' | 'postgres'

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'any'; readonly value: readonly string[] }
  | { readonly kind: 'either'; readonly value: Readonly<Record<Dialect, Sql>> }

/** A piece of SQL with its values, for either database. */
export class Sql {
  constructor(readonly parts: readonly Part[]) {}

  /** Text with the placeholders of the database, and the values in order. */
  render(dialect: Dialect): { text: string; values: unknown[] } {
    const values: unknown[] = []
    return { text: this.place(dialect, values), values }
  }

  private place(dialect: Dialect, values: unknown[]): string {
    const place = (value: unknown): string => {
      values.push(withoutNul(value))
      return dialect === 'postgres' ? `$${values.length}` : '?'
    }
    let text = ''
    for (const part of this.parts) {
      if (part.kind === 'text') text += part.text
      else if (part.kind === 'value') text += place(part.value)
      else if (part.kind === 'either') text += part.value[dialect].place(dialect, values)
      else if (dialect === 'postgres') text += `= any(${place(part.value)})`
      else text += `in (select value from json_each(${place(JSON.stringify(part.value))}))`
    }
    return text
  }
}

/** PostgreSQL refuses NUL in texts: such a text is equal to nothing that is stored. */
export function withoutNul(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNul)
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value
}

/** Text with values in place: never glued in, always bound. Pieces may be nested. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  const parts: Part[] = []
  for (const [index, text] of strings.entries()) {
    if (text !== '') parts.push({ kind: 'text', text })
    const value = values[index]
    if (value instanceof Sql) parts.push(...value.parts)
    else if (index < values.length) parts.push({ kind: 'value', value })
  }
  return new Sql(parts)
}

/** `= any of these`: `where id ${anyOf(ids)}`. One statement text whatever the number of values. */
export function anyOf(values: readonly string[]): Sql {
  return new Sql([{ kind: 'any', value: values }])
}

/** A name or keyword of our own code as it stands, never input. */
export function raw(text: string): Sql {
  return new Sql([{ kind: 'text', text }])
}

/** Pieces with a separator between them. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  return new Sql(
    pieces.flatMap((piece, index) => (index === 0 ? piece.parts : [...raw(separator).parts, ...piece.parts])),
  )
}

/** The end of the range of texts that start with the prefix, in bytewise order. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

/** The few things that the databases say differently. */
export function perDialect(sqlite: Sql, postgres: Sql): Sql {
  return new Sql([{ kind: 'either', value: { sqlite, postgres } }])
}

/** A column by which SQLite shall not choose an index, as it would where another one finds far fewer rows. */
export function unindexed(column: string): Sql {
  return perDialect(raw(`+${column}`), raw(column))
}
