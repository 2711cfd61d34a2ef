/** Several texts in one cell, separated by `;`. A `;` or backslash inside a text has a backslash before it. */
export function toListCell(items: readonly string[]): string {
  return items.map((item) => item.replaceAll(/[\\;]/g, String.raw`\$&`)).join(';')
}

/** The texts of such a cell without surrounding blanks; blank ones are left out. */
export function fromListCell(cell: string): string[] {
  const items = cell.match(/(?:\\[\\;]|[^;])+/g) ?? []
  return items.map((item) => item.replaceAll(/\\([\\;])/g, '$1').trim()).filter((item) => item !== '')
}
