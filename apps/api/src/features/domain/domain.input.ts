import { Field, ID, InputType } from 'type-graphql'
import type { DomainType, Reception, SenderType } from '@mailroom/core'
import { CreateInOrganisationInput, DeleteEntityInput, UpdateInput } from '../../graphql/inputs.js'
import { DomainTypeEnum, ReceptionEnum, SenderTypeEnum } from './domain.enum.type.js'

@InputType('CreateDomainInput', { description: 'A new domain.' })
export class CreateDomainInput extends CreateInOrganisationInput {
  @Field(() => String, {
    description: 'A name as R-DOM-2 takes it. PLATFORM: the label before, or the full name under, the platform root.',
  })
  name!: string

  @Field(() => DomainTypeEnum, {
    nullable: true,
    defaultValue: 'CUSTOM',
    description: 'Own or of the platform (R-DOM-1).',
  })
  type?: DomainType | null

  @Field(() => SenderTypeEnum, { nullable: true, defaultValue: 'PLATFORM', description: 'Who sends (R-DOM-4).' })
  sender?: SenderType | null

  @Field(() => ID, { nullable: true, description: 'Required with sender SMTP: a server of the organisation.' })
  smtpServerId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Under sender SMTP: the server makes the DKIM signature itself (R-OUT-7). Left out: false.',
  })
  serverSigns?: boolean | null

  @Field(() => ReceptionEnum, { nullable: true, defaultValue: 'MX', description: 'How mail arrives (R-DOM-6).' })
  reception?: Reception | null

  @Field(() => String, { nullable: true, description: 'A strict subdomain for the return path, or none (R-DOM-8).' })
  mailFromDomain?: string | null
}

@InputType('UpdateDomainInput', {
  description: 'Changes of a domain. What is left out stays; the name is for ever (R-DOM-3).',
})
export class UpdateDomainInput extends UpdateInput {
  @Field(() => SenderTypeEnum, { nullable: true, description: 'Who sends (R-DOM-4, R-DOM-14); null: PLATFORM.' })
  sender?: SenderType | null

  @Field(() => ID, { nullable: true, description: 'Required with sender SMTP: a server of the organisation.' })
  smtpServerId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Under sender SMTP: the server makes the DKIM signature itself (R-OUT-7). Left out: it stays.',
  })
  serverSigns?: boolean | null

  @Field(() => ReceptionEnum, { nullable: true, description: 'How mail arrives (R-DOM-6); null: MX.' })
  reception?: Reception | null

  @Field(() => String, { nullable: true, description: 'A strict subdomain for the return path; null: none (R-DOM-8).' })
  mailFromDomain?: string | null
}

@InputType('DeleteDomainInput', { description: 'A domain to delete (R-DOM-13).' })
export class DeleteDomainInput extends DeleteEntityInput {
  @Field(() => String, {
    nullable: true,
    description: 'The name of a domain that still has addresses: they are deleted with it, for good.',
  })
  confirmName?: string | null
}
