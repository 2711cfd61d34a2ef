import { error, type Problem } from '../problem.js'

/** Editions of an organisation (R-ORG-1). */
export const EDITIONS = ['CX_1', 'CX_1_DIGITAL_ADDON_II', 'CX_2', 'CX_2_DIGITAL', 'CX_3', 'CX_3_DIGITAL'] as const

/** The edition of an organisation (R-ORG-1). */
export type Edition = (typeof EDITIONS)[number]

/** Whether the edition includes e-mail: all but plain `CX_1` (R-ORG-1). */
export function includesEmail(edition: Edition): boolean {
  return edition !== 'CX_1'
}

/** EDITION_WITHOUT_EMAIL where the edition has no e-mail: it may not be created, changed or sent (R-ORG-1). */
export function checkEmailEdition(edition: Edition): Problem[] {
  return includesEmail(edition) ? [] : [error('EDITION_WITHOUT_EMAIL', [])]
}
