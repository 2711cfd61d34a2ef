import { Field, ID, InputType } from 'type-graphql'
import { CreateInOrganisationInput } from '../../graphql/inputs.js'
import { ProficiencyInput } from './member.type.js'

@InputType('InviteMemberInput', { description: 'A person to be invited.' })
export class InviteMemberInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'Where the invitation goes; the person signs in with it.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'Name of the person, who may change it (R-ORG-7).' })
  name?: string | null

  @Field(() => ID, { description: 'The role; none that allows more than the caller may (PERMISSION_NOT_OWN).' })
  roleId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Language of the mail: en, de or fr (INVALID). Left out: that of the request.',
  })
  locale?: string | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Skills of the member to be.' })
  skills?: ProficiencyInput[] | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Languages of the member to be.' })
  languages?: ProficiencyInput[] | null
}

@InputType('AcceptInvitationInput', { description: 'Who accepts an invitation.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The code in the link (INVITATION_INVALID).' })
  code!: string

  @Field(() => String, { nullable: true, description: 'Name of a new person; that of one who exists stays.' })
  name?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Of a new person the password to be, 8 to 1024 characters; of one who exists the password of now, or null where they are signed in.',
  })
  password?: string | null

  @Field(() => String, { nullable: true, description: 'Of one who exists: as of signIn.' })
  secondFactor?: string | null
}
