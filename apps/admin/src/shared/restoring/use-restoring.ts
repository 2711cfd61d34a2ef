import { client, useSave } from '@/shared/api'
import { documentOf } from './documents'

/** Something that was deleted. */
export interface Deleted {
  readonly entityType: string
  readonly id: string
  readonly name: string
}

/** Brings back what was deleted; what refuses it is in `saving`, and what is on the page is read again. */
export function useRestoring() {
  const saving = useSave()

  /** Whether it is there again. */
  async function restore({ entityType, id }: Deleted): Promise<boolean> {
    const document = documentOf(entityType)
    if (!document) return false
    const payload = await saving.save(document, { input: { id } }, (result) => result.restored)
    if (payload) await client.refetchQueries({ include: 'active' })
    return payload !== undefined
  }

  return { saving, restore }
}
