import { translate } from './i18n'

/** A type of the API in words; one that this console does not know as the API names it. */
export function typeName(type: string): string {
  const key = `list.type.${type}`
  const text = translate(key)
  return text === key ? type : text
}
