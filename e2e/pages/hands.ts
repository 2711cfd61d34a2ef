import { expect, type Locator } from '@playwright/test'

/** How a person uses the console: a journey is written once and done by mouse and by keyboard alone. */
export interface Hands {
  /** Presses a button, link, switch, checkbox or option of a radio group. */
  press(target: Locator): Promise<void>
  /** Replaces the text of a field. */
  write(field: Locator, text: string): Promise<void>
  /** Types into a combobox and takes the option of that name. */
  take(combobox: Locator, text: string, option: string | RegExp): Promise<void>
  /** Chooses an option of a native select. */
  select(field: Locator, option: string): Promise<void>
}

/** The list closes when the choice was taken, which waits for what has to be made first. */
const isTaken = (combobox: Locator) => expect(combobox).toHaveAttribute('aria-expanded', 'false')

const optionOf = (combobox: Locator, name: string | RegExp) => combobox.page().getByRole('option', { name })

export const mouse: Hands = {
  press: (target) => target.click(),
  async write(field, text) {
    await field.click()
    await field.fill(text)
  },
  async take(combobox, text, option) {
    await combobox.click()
    await combobox.fill(text)
    await optionOf(combobox, option).click()
    await isTaken(combobox)
  },
  async select(field, option) {
    await field.selectOption({ label: option })
  },
}

export const keyboard: Hands = {
  async press(target) {
    const kind = await target.evaluate((element) => (element as HTMLInputElement).type)
    if (kind === 'radio') return walkTo(target)
    const isMenuItem = (await target.getAttribute('role')) === 'menuitem'
    await reach(target, isMenuItem ? 'ArrowDown' : 'Tab')
    await target.page().keyboard.press(kind === 'checkbox' ? 'Space' : 'Enter')
  },
  async write(field, text) {
    await reach(field)
    await field.page().keyboard.press('ControlOrMeta+a')
    // Nobody types a whole mail: it is pasted.
    if (text.includes('\n')) await field.page().keyboard.insertText(text)
    else await field.page().keyboard.type(text)
  },
  async take(combobox, text, option) {
    await reach(combobox)
    await combobox.page().keyboard.type(text)
    await expect(optionOf(combobox, option)).toBeVisible()
    await highlight(combobox, optionOf(combobox, option))
    await combobox.page().keyboard.press('Enter')
    await isTaken(combobox)
  },
  async select(field, option) {
    await reach(field)
    await field.page().keyboard.type(option)
  },
}

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement)

/** Tab, or in a menu the arrow key, until the target has the focus; 100 stops are more than any page has. */
async function reach(target: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  const stops: string[] = []
  for (let stop = 0; stop < 100; stop++) {
    if (await isFocused(target)) return
    await target.page().keyboard.press(key)
    stops.push(await target.page().evaluate(stopOf))
  }
  throw new Error(`The keyboard does not reach ${String(target)}, but:\n${stops.join('\n')}`)
}

/** What has the focus. Behind the last stop a window goes on at its top; without one, a frame that is last would keep it. */
function stopOf(): string {
  if (document.activeElement !== document.body) return document.activeElement?.outerHTML.slice(0, 100) ?? 'nothing'
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  return 'the top of the page'
}

/** A radio group is one stop; the arrow keys choose in it. */
async function walkTo(radio: Locator): Promise<void> {
  const name = await radio.getAttribute('name')
  const page = radio.page()
  const checked = page.locator(`input[name="${name}"]:checked`)
  await reach((await checked.count()) > 0 ? checked : page.locator(`input[name="${name}"]`).first())
  await page.keyboard.press('Space')
  for (let step = 0; step < 10 && !(await radio.isChecked()); step++) await page.keyboard.press('ArrowDown')
  await expect(radio).toBeChecked()
}

/** Goes down the open list until the combobox points to the option. */
async function highlight(combobox: Locator, option: Locator): Promise<void> {
  const id = await option.getAttribute('id')
  for (let step = 0; step < 20 && (await combobox.getAttribute('aria-activedescendant')) !== id; step++) {
    await combobox.page().keyboard.press('ArrowDown')
  }
}
