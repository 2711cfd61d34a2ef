const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML with its placeholders filled in by example; values are escaped, unknown placeholders stay (R-ADR-9). */
export function fillIn(html: string, values: Readonly<Record<string, string>>): string {
  return html.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => {
    const value = values[name.trim()]
    return value === undefined ? whole : value.replace(/[&<>"']/g, (character) => ESCAPES[character]!)
  })
}
