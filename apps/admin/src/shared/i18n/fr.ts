import { mergeTexts, type Texts } from './texts'

const shared = import.meta.glob<Texts>('/src/locales/fr.json', { eager: true, import: 'default' })
const features = import.meta.glob<Texts>('/src/features/*/locales/fr.json', { eager: true, import: 'default' })

export default mergeTexts(shared, features)
