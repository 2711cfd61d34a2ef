import type { SignedIn } from '../../auth/auth.service.js'
import { Caller } from '../../auth/caller.js'
import type { Principal } from '../../auth/principal.js'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import { toApiKey } from '../api-key/api-key.type.js'
import type { SignInPayload, ViewerType } from './viewer.type.js'

/** Sets the cookies, and lets the rest of this request see who signed in. */
export function enter(signedIn: SignedIn, context: Context): SignInPayload {
  const problems = toProblems(signedIn.problems, context.locale)
  if (!signedIn.token) return { viewer: null, problems }
  context.setSession(signedIn.token)
  context.setDevice(signedIn.device)
  context.become(new Caller(signedIn.principal, context.caller.origin))
  return { viewer: toViewer(signedIn.principal), problems }
}

/** Who asks, as the wire has it. */
export function toViewer({ person, apiKey }: Principal): Partial<ViewerType> {
  return { user: person, apiKey: apiKey && toApiKey(apiKey) }
}
