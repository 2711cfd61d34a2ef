import { mergeTexts, type Texts } from '../texts'

/** Everything that `../de` leaves out. */
const features = import.meta.glob<Texts>(
  ['/src/features/*/locales/de.json', '!/src/features/{session,organisation}/locales/de.json'],
  { eager: true, import: 'default' },
)

export default mergeTexts({}, features)
