import { ref } from 'vue'

/** How close rows and controls stand: 32, 36 or 44 pixels; on touch it is always the last. */
export const DENSITIES = ['compact', 'default', 'comfortable'] as const
export type Density = (typeof DENSITIES)[number]

const STORED = 'mailroom.density'
export const density = ref<Density>(DENSITIES.find((one) => one === localStorage.getItem(STORED)) ?? 'default')

export function applyDensity(chosen: Density = density.value): void {
  density.value = chosen
  localStorage.setItem(STORED, chosen)
  document.documentElement.dataset['density'] = chosen
}
