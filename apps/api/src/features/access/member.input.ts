import { ArgsType, Field, ID, InputType } from 'type-graphql'
import { SearchArgs } from '../../graphql/connection.js'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'
import { ProficiencyInput } from './member.type.js'

/** Which members are asked for; everything that is given must fit. */
@ArgsType()
export class MembersArgs extends SearchArgs {
  @Field(() => ID, { nullable: true, description: 'Only members with this role.' })
  roleId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only members with, or without, a second factor. FORBIDDEN without directory:user:manage.',
  })
  secondFactor?: boolean | null
}

@InputType('AddMemberInput', { description: 'A person to become a member.' })
export class AddMemberInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'The e-mail address that the person signs in with.' })
  email!: string

  @Field(() => String, { nullable: true, description: 'Name of a new person; else the e-mail address.' })
  name?: string | null

  @Field(() => ID, { description: 'The role; none that allows more than the caller may (PERMISSION_NOT_OWN).' })
  roleId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Required for a new person, ignored for one who exists: 12 to 1024 characters.',
  })
  initialPassword?: string | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Skills of the member.' })
  skills?: ProficiencyInput[] | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'Languages of the member.' })
  languages?: ProficiencyInput[] | null
}

@InputType('UpdateMemberInput', {
  description: 'Changes of a member; what is left out stays. Name and e-mail address are the person’s own.',
})
export class UpdateMemberInput extends UpdateInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The role; none that allows more than the caller may. The last Owner stays one (LAST_OWNER).',
  })
  roleId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the membership gives nothing for now: access ends at once, and no mail is routed to the member. The last Owner stays (LAST_OWNER); who may more than the caller is neither suspended nor let in again (PERMISSION_NOT_OWN).',
  })
  suspended?: boolean | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'All skills from now on; null: none.' })
  skills?: ProficiencyInput[] | null

  @Field(() => [ProficiencyInput], { nullable: true, description: 'All languages from now on; null: none.' })
  languages?: ProficiencyInput[] | null
}
