import { statfs } from 'node:fs/promises'

/** Which part of the folder's file system is free for this process, from 0 to 1. */
export async function freeShare(folder: string): Promise<number> {
  const { bavail, blocks } = await statfs(folder)
  return blocks === 0 ? 1 : bavail / blocks
}
