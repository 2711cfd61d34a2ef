interface Wanted {
  readonly organisations: number
  /** Of each organisation; the last of them for those that follow. */
  readonly addresses: readonly number[]
}
interface Sample {
  readonly organisationId: string
  readonly slug: string
  readonly domain: string
}
export function fill(path: string, wanted: Wanted): Sample
export function fillPostgres(url: string, wanted: Wanted): Promise<Sample>
