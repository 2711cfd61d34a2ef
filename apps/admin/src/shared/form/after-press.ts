let isPressed = false
addEventListener('pointerdown', () => (isPressed = true), true)
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (isPressed = false), true)

/** Works at once, or after the press that goes on: a text that appears meanwhile would move the button away from under it. */
export function afterPress(work: () => void): void {
  if (!isPressed) return work()
  addEventListener('pointerup', () => setTimeout(work), { once: true })
}
