import { ADDRESS_FILE_LIMITS } from '@mailroom/core'

/** Why a file is not taken; keys of texts. */
export type FileRefusal = 'tooLarge' | 'notUtf8'

/** UTF-8 has four bytes a character at most. */
const MOST_BYTES = ADDRESS_FILE_LIMITS.characters * 4

/** The text of a file, which must be UTF-8: another encoding would change every ä without a word. */
export async function readFile(file: File): Promise<{ text: string } | { refusal: FileRefusal }> {
  if (file.size > MOST_BYTES) return { refusal: 'tooLarge' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.length > ADDRESS_FILE_LIMITS.characters ? { refusal: 'tooLarge' } : { text }
  } catch {
    return { refusal: 'notUtf8' }
  }
}
