/** What a link to a domain's records, for whoever keeps its DNS, may be (ux.md 3). Times in milliseconds. */
export const DNS_SHARE_LIMITS = {
  /** How long it works. */
  lifetime: 7 * 24 * 60 * 60 * 1000,
  /** Links of one domain that work at the same time. */
  open: 20,
  /** How often the page asks again while it is seen. */
  poll: 10_000,
  /** Checks of DNS in an hour that open pages of strangers may cause, by domain and by organisation (R-DOM-15). */
  checksOfDomain: 60,
  checksOfOrganisation: 200,
} as const
