import { mergeTexts, type Texts } from './texts'

/**
 * What the first pages need: signing in, choosing an organisation, the overview, the list of domains. Of a feature with
 * later pages, too, it is what stands in its folder `first`.
 */
const shared = import.meta.glob<Texts>('/src/locales/en.json', { eager: true, import: 'default' })
const features = import.meta.glob<Texts>(
  ['/src/features/{session,organisation}/locales/en.json', '/src/features/*/first/en.json'],
  { eager: true, import: 'default' },
)

export default mergeTexts(shared, features)
