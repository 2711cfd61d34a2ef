import { Field, ID, InputType, Int } from 'type-graphql'
import type { SmtpSecurity } from '@mailroom/core'
import { CreateInOrganisationInput, UpdateInput } from '../../graphql/inputs.js'
import { SmtpSecurityEnum } from './smtp-server.enum.type.js'

const HOST = 'A host name, or an IP address in its usual spelling, in brackets or not; else HOST_SYNTAX.'
const PORT = '1 to 65535; outside networks that the operator allows, a test reaches 25, 465, 587 and 2525 alone.'
const USER = 'At most 255 characters; needed with a password.'
const BYTES = 'Largest mail after encoding, in bytes: 1 to 41943040 (40 MB); default 10485760 (10 MB).'
const KEEP_ALIVE = 'Whether a connection stays open for the next mail; default true.'
const IDLE = 'How long an unused connection stays open, in seconds: 1 to 3600; default 60.'

@InputType('CreateSmtpServerInput', { description: 'A new SMTP server (R-SMTP-1).' })
export class CreateSmtpServerInput extends CreateInOrganisationInput {
  @Field(() => String, { description: 'R-ORG-7.' })
  name!: string

  @Field(() => String, { description: HOST })
  host!: string

  @Field(() => Int, { description: PORT })
  port!: number

  @Field(() => SmtpSecurityEnum, { description: 'How the connection is protected.' })
  security!: SmtpSecurity

  @Field(() => String, { nullable: true, description: USER })
  user?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Write-only; at most 1024 characters. With security NONE: SMTP_PASSWORD_WITHOUT_TLS.',
  })
  password?: string | null

  @Field(() => Int, { nullable: true, description: BYTES })
  maxMessageBytes?: number | null

  @Field(() => Boolean, { nullable: true, description: KEEP_ALIVE })
  keepAlive?: boolean | null

  @Field(() => Int, { nullable: true, description: IDLE })
  idleSeconds?: number | null
}

@InputType('UpdateSmtpServerInput', {
  description:
    'Changes of an SMTP server; what is left out stays, but the password is void when host, port, security or user change (warning SMTP_PASSWORD_VOID).',
})
export class UpdateSmtpServerInput extends UpdateInput {
  @Field(() => String, { nullable: true, description: 'R-ORG-7.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: HOST })
  host?: string | null

  @Field(() => Int, { nullable: true, description: PORT })
  port?: number | null

  @Field(() => SmtpSecurityEnum, { nullable: true, description: 'How the connection is protected.' })
  security?: SmtpSecurity | null

  @Field(() => String, { nullable: true, description: `${USER} Null: none.` })
  user?: string | null

  @Field(() => String, { nullable: true, description: 'Write-only; null: none. At most 1024 characters.' })
  password?: string | null

  @Field(() => Int, { nullable: true, description: BYTES })
  maxMessageBytes?: number | null

  @Field(() => Boolean, { nullable: true, description: KEEP_ALIVE })
  keepAlive?: boolean | null

  @Field(() => Int, { nullable: true, description: IDLE })
  idleSeconds?: number | null
}

@InputType('TestSmtpServerInput', { description: 'A test of an SMTP server as it is stored.' })
export class TestSmtpServerInput {
  @Field(() => ID, { description: 'The server.' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description: 'Where to send a short test mail; left out: the test connects and signs in only.',
  })
  to?: string | null
}
