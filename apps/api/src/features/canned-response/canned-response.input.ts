import { Field, InputType } from 'type-graphql'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'
import { CannedResponseKind } from './canned-response.entity.js'

const HTML =
  'At most 64 kB, else TOO_LONG; only plain formatting is kept (R-ADR-9). HTML_TOO_COMPLEX: it cannot be cleaned in ' +
  'time. PLACEHOLDER_UNKNOWN: it has another than {{agent.name}}, {{organization.name}} and {{address}}. Warning ' +
  'SIGNATURE_LINK_MISLEADS: the text of a link names another host than the one it leads to.'

@InputType('CreateCannedResponseInput', { description: 'A new canned response.' })
export class CreateCannedResponseInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => CannedResponseKind, { description: 'What it is for.' })
  kind!: CannedResponseKind

  @Field(() => String, { description: HTML })
  html!: string

  @Field(() => String, { nullable: true, description: 'The plain-text form; made from the HTML where none is given.' })
  text?: string | null
}

@InputType('UpdateCannedResponseInput', { description: 'Changes of a canned response; what is left out stays.' })
export class UpdateCannedResponseInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => CannedResponseKind, { nullable: true, description: 'What it is for.' })
  kind?: CannedResponseKind | null

  @Field(() => String, { nullable: true, description: HTML })
  html?: string | null

  @Field(() => String, { nullable: true, description: 'The plain-text form; null: made from the HTML again.' })
  text?: string | null
}

@InputType('PreviewCannedResponseInput', { description: 'What a canned response shall say.' })
export class PreviewCannedResponseInput {
  @Field(() => String, { description: HTML })
  html!: string

  @Field(() => String, { nullable: true, description: 'The plain-text form; made from the HTML where none is given.' })
  text?: string | null
}
