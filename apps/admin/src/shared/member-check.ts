import { error, parseName, type Problem } from '@mailroom/core'
import { useSpecCheck } from './spec-check'

/** What a form says of somebody who becomes a member. */
export interface MemberDraft {
  email: string
  name: string
  roleId: string | null
}

/** Checks of the form that makes a member. */
export function useMemberCheck() {
  const checkAddress = useSpecCheck()
  return ({ email, name, roleId }: MemberDraft): readonly Problem[] => [
    ...(email.trim() === '' ? [error('REQUIRED', ['email'])] : checkAddress(email, ['email'])),
    ...(name.trim() === '' ? [] : parseName(name, ['name']).problems),
    ...(roleId === null ? [error('REQUIRED', ['roleId'])] : []),
  ]
}
