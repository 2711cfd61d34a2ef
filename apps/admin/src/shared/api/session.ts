import { computed, ref } from 'vue'
import { SignInDocument, SignOutDocument, SetUpDocument, ViewerDocument } from '@/gql/graphql'
import type { SetUpInput, SignInInput, ViewerPartsFragment } from '@/gql/graphql'
import { client } from './client'
import { signedInAgain } from './sign-in-request'

export type Viewer = ViewerPartsFragment
export type Membership = Viewer['memberships'][number]

const viewer = ref<Viewer | null>()

/** The signed-in person with memberships; null: nobody; undefined: not asked yet. */
export const currentViewer = computed(() => viewer.value)

/** Asks once who is signed in. */
export async function loadViewer(): Promise<Viewer | null> {
  if (viewer.value === undefined) await refreshViewer()
  return viewer.value ?? null
}

export async function refreshViewer(): Promise<void> {
  const { data } = await client.query({ query: ViewerDocument, fetchPolicy: 'network-only' })
  viewer.value = data.viewer ?? null
}

/** By e-mail and password; the payload's viewer is who is signed in then. */
export async function signIn(input: SignInInput) {
  const { data } = await client.mutate({ mutation: SignInDocument, variables: { input } })
  return entered(data!.signIn)
}

/** Makes the first user and organisation by the one-time token, and signs in. */
export async function setUp(input: SetUpInput) {
  const { data } = await client.mutate({ mutation: SetUpDocument, variables: { input } })
  return entered(data!.setUp)
}

/** Takes over who is signed in by an answer to signing in. */
export async function entered<T extends { viewer?: Viewer | null }>(payload: T): Promise<T> {
  if (!payload.viewer) return payload
  const before = viewer.value?.user?.id
  const isAnother = before !== payload.viewer.user?.id
  if (isAnother && before !== undefined) signedInAgain(true)
  if (isAnother) await client.clearStore()
  viewer.value = payload.viewer
  signedInAgain(false)
  return payload
}

export async function signOut(): Promise<void> {
  await client.mutate({ mutation: SignOutDocument })
  viewer.value = null
  await client.clearStore()
}
