import { Field, InputType } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'

@InputType('CreateRoleInput', { description: 'A role of the organisation’s own.' })
export class CreateRoleInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => [String], {
    description:
      'Keys of permissions (R-ORG-6), none that the caller has not got (PERMISSION_NOT_OWN). A manage brings the view of the same resource; an empty list is allowed.',
  })
  permissions!: string[]
}

@InputType('UpdateRoleInput', { description: 'Changes of a role; what is left out stays.' })
export class UpdateRoleInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => [String], {
    nullable: true,
    description: 'All permissions from now on; null: none. Of the caller’s own role not without OWN_ROLE_NEEDS.',
  })
  permissions?: string[] | null
}
