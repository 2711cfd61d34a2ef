import { useRouter } from 'vue-router'
import { useOrganization } from '@/shared/api'
import { translate } from '@/shared/i18n'
import { useShortcut } from '@/shared/shortcuts'
import { navigationFor } from './navigation'

/** `g` and the letter that leads to a page. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ domains: 'd', addresses: 'a', queues: 'q', flows: 'f', people: 'u', 'audit-log': 'l' },
}

/** Keys that work on every page of an organisation; what the viewer may not see has none. */
export function useShellShortcuts(openPalette: () => void): void {
  const router = useRouter()
  const { slug, granted } = useOrganization()
  useShortcut('Ctrl+K', () => translate('nav.search'), openPalette)
  for (const { route, text } of navigationFor(granted.value).flatMap(({ items }) => items)) {
    const go = () => void router.push({ name: route, params: { org: slug.value } })
    if (LETTERS[route] && router.hasRoute(route)) useShortcut(`g ${LETTERS[route]}`, () => translate(text), go)
  }
}
