/** What stands in a field. */
export const valueOf = (field: HTMLElement): string => (field as HTMLInputElement).value

/** Whether a box is ticked, or a switch on. */
export const isChecked = (field: HTMLElement): boolean => (field as HTMLInputElement).checked

/** Whether a field is marked as wrong for everybody. */
export const isInvalid = (field: HTMLElement): boolean => field.getAttribute('aria-invalid') === 'true'

/** Help, errors and warnings that a field is announced with. */
export function descriptionOf(field: HTMLElement): string {
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
}
