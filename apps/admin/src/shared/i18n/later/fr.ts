import { mergeTexts, type Texts } from '../texts'

/** Everything that `../fr` leaves out. */
const features = import.meta.glob<Texts>(
  ['/src/features/*/locales/fr.json', '!/src/features/{session,organisation}/locales/fr.json'],
  { eager: true, import: 'default' },
)

export default mergeTexts({}, features)
