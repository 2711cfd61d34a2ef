/** Things by key, fetched when they were asked for in vain. */
export function createLookup<T>(load: (key: string) => Promise<T | null>) {
  const known = new Map<string, T | undefined>()
  const missing = new Set<string>()

  function get(key: string): T | undefined {
    if (!known.has(key)) missing.add(key)
    return known.get(key)
  }

  /** False: everything that was asked for is known. */
  async function loadMissing(): Promise<boolean> {
    const keys = [...missing]
    missing.clear()
    const found = await Promise.all(keys.map(load))
    keys.forEach((key, index) => known.set(key, found[index] ?? undefined))
    return keys.length > 0
  }

  const found = (): T[] => [...known.values()].filter((thing) => thing !== undefined)
  return { get, found, loadMissing }
}
