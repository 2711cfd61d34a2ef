import { defineAsyncComponent, type Component } from 'vue'
import { loadAllTexts } from '@/shared/i18n'

/** A part of the shell that comes, with its texts, when it is asked for. */
export const later = <T extends Component>(load: () => Promise<{ default: T }>): T =>
  defineAsyncComponent(async () => (await Promise.all([load(), loadAllTexts()]))[0]) as unknown as T
