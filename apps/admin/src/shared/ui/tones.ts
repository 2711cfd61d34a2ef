import type { IconName } from './icons'

/** What a status means; never told by colour alone. */
export type Tone = 'ok' | 'warn' | 'error' | 'info' | 'neutral' | 'waiting'

export const TONE_ICONS: Readonly<Record<Tone, IconName>> = {
  ok: 'check',
  warn: 'alert',
  error: 'error',
  info: 'info',
  neutral: 'minus',
  waiting: 'clock',
}
