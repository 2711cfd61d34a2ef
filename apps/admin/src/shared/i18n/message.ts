/** What the library gives to a message that is a function. */
interface Values {
  readonly named: (name: string) => unknown
  readonly plural: (forms: string[]) => string
  readonly interpolate: (value: unknown) => string
}

const PLACEHOLDER = /\{(?:'([^']*)'|(\w+))\}/g

/**
 * A text as the library shows it, with its forms `one | other`, its values `{name}` and what is written as it stands
 * `{'@'}`. So the console loads no compiler of messages, which is larger than the texts of its first pages.
 */
export function toMessage(text: string): (values: Values) => string {
  const forms = text.split(' | ')
  return ({ named, plural, interpolate }) => {
    const form = forms.length > 1 ? plural(forms) : text
    return form.replace(
      PLACEHOLDER,
      (_, written: string | undefined, name: string) => written ?? interpolate(named(name)),
    )
  }
}

/** All texts of a language, ready to be shown. */
export const toMessages = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, toMessage(text)]))
