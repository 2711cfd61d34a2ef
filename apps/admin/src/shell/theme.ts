import { ref } from 'vue'

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

const STORED = 'mailroom.theme'
export const theme = ref<Theme>((localStorage.getItem(STORED) as Theme | null) ?? 'system')

export function applyTheme(chosen: Theme = theme.value): void {
  theme.value = chosen
  localStorage.setItem(STORED, chosen)
  if (chosen === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = chosen
}
