import { mergeTexts, type Texts } from '../texts'

/** Everything that `../en` leaves out. */
const features = import.meta.glob<Texts>(
  ['/src/features/*/locales/en.json', '!/src/features/{session,organisation}/locales/en.json'],
  { eager: true, import: 'default' },
)

export default mergeTexts({}, features)
