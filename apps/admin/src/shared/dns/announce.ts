import { ref, watch } from 'vue'
import { textKeyOf, type ShownRecord } from './record-state'

type Watched = Pick<ShownRecord, 'key' | 'status'>

/** What assistive technology is told when the state of a record changes, and only then. */
export function announceChanges(records: () => readonly Watched[], t: (key: string) => string) {
  const announcement = ref('')
  watch(
    () => records().map(({ key, status }) => ({ key, status })),
    (now, before) => {
      const changed = now.filter(({ key, status }) => before.some((one) => one.key === key && one.status !== status))
      const texts = changed.map(
        (record) => `${t(`domain.record.${textKeyOf(record)}`)}: ${t(`domain.status.${record.status}`)}`,
      )
      if (texts.length > 0) announcement.value = texts.join('. ')
    },
  )
  return announcement
}
