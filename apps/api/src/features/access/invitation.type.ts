import type { BuiltInRoleKey } from '@mailroom/core'
import { Field, ID, ObjectType } from 'type-graphql'
import { connectionType } from '../../graphql/connection.js'
import { Payload } from '../../graphql/payload.type.js'
import { BuiltInRoleKeyEnum } from './built-in-role.type.js'
import type { InvitationEntity } from './invitation.entity.js'

@ObjectType('Invitation', { description: 'An invitation that nobody has accepted yet.' })
export class InvitationType {
  organisationId!: string
  roleId!: string
  nameKey!: string

  @Field(() => ID, { simple: true, description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { simple: true, description: 'Where it was sent.' })
  email!: string

  @Field(() => String, { simple: true, nullable: true, description: 'Name of the person; null: none was given.' })
  name!: string | null

  @Field(() => String, { simple: true, description: 'Who invited, readable.' })
  invitedBy!: string

  @Field(() => Date, { simple: true, description: 'When it ends: 7 days after it was last sent.' })
  expiresAt!: Date
}

@ObjectType('InvitationPayload', { description: 'Answer to an invitation.' })
export class InvitationPayload extends Payload {
  @Field(() => InvitationType, { nullable: true, description: 'The invitation; null where it was refused.' })
  invitation!: InvitationType | null

  @Field(() => String, {
    nullable: true,
    description:
      'The link to hand over, in this answer alone: it works once. Null where it is sent by mail, and after a dry run.',
  })
  link!: string | null
}

@ObjectType('InvitationPreview', {
  description: 'What whoever has the link of an invitation sees.',
  simpleResolvers: true,
})
export class InvitationPreviewType {
  @Field(() => String, { description: 'Name of the organisation.' })
  organizationName!: string

  @Field(() => String, { description: 'Name of the role.' })
  roleName!: string

  @Field(() => BuiltInRoleKeyEnum, {
    nullable: true,
    description: 'Which of the roles it is that every organisation has; null: one of its own.',
  })
  builtInRoleKey!: BuiltInRoleKey | null

  @Field(() => String, { description: 'The e-mail address that was invited.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'The name that the inviter gave.' })
  name!: string | null

  @Field(() => String, { description: 'Who invites, readable.' })
  invitedBy!: string

  @Field(() => Boolean, { description: 'Whether it is over; ask for a new one.' })
  expired!: boolean

  @Field(() => Boolean, {
    description: 'Whether the address has an account already: then its password is asked for, else a new one.',
  })
  hasAccount!: boolean
}

export const InvitationConnection = connectionType('Invitation', () => InvitationType, 'invitations')

/** An invitation as the wire has it. */
export function toInvitation(row: InvitationEntity): InvitationType {
  const { organisationId, roleId, nameKey, id, email, name, invitedBy, expiresAt } = row
  return { organisationId, roleId, nameKey, id, email, name, invitedBy, expiresAt: new Date(expiresAt) }
}
