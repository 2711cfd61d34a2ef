import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { SmtpSecurity, SmtpTestResult } from '@mailroom/core'
import { Payload } from '../../graphql/payload.type.js'
import { SmtpSecurityEnum, SmtpTestResultEnum } from './smtp-server.enum.type.js'

/** The fields that need more than the row are in the resolver. */
@ObjectType('SmtpServer', {
  description: 'An SMTP server that an organisation sends by (R-SMTP-1). Its password is never shown.',
})
export class SmtpServerType {
  @Field(() => ID, { simple: true, description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, {
    simple: true,
    description: 'Unique in the organisation without regard to case (R-ORG-7).',
  })
  name!: string

  @Field(() => String, { simple: true, description: 'A host name in A-label form, or an IP address.' })
  host!: string

  @Field(() => Int, { simple: true, description: '1 to 65535.' })
  port!: number

  @Field(() => SmtpSecurityEnum, { simple: true, description: 'How the connection is protected.' })
  security!: SmtpSecurity

  @Field(() => Int, { simple: true, description: 'Largest mail after encoding, in bytes; at most 40 MB.' })
  maxMessageBytes!: number

  @Field(() => Boolean, { simple: true, description: 'Whether a connection stays open for the next mail.' })
  keepAlive!: boolean

  @Field(() => Int, { simple: true, description: 'How long an unused connection stays open, in seconds.' })
  idleSeconds!: number

  @Field(() => SmtpTestResultEnum, {
    simple: true,
    nullable: true,
    description:
      'What the last test came to; null: none since host, port, security, user or password changed (R-DOM-12).',
  })
  lastTestResult!: SmtpTestResult | null

  @Field(() => Int, { simple: true, description: 'Counts changes of settings; results of tests do not count.' })
  version!: number
}

@ObjectType('SmtpServerPayload', { description: 'Answer to a write of an SMTP server.' })
export class SmtpServerPayload extends Payload {
  @Field(() => SmtpServerType, { nullable: true, description: 'The server; null where the write was refused.' })
  smtpServer!: SmtpServerType | null
}

@ObjectType('SmtpTestPayload', { description: 'Answer to a test of an SMTP server.' })
export class SmtpTestPayload extends Payload {
  @Field(() => SmtpTestResultEnum, { nullable: true, description: 'What it came to; null where it was not made.' })
  result!: SmtpTestResult | null

  @Field(() => String, {
    nullable: true,
    description: 'What the server said where it refused: printable, at most 500 characters, without secrets.',
  })
  reply!: string | null

  @Field(() => SmtpServerType, {
    nullable: true,
    description: 'The server after the test; null where it was not made.',
  })
  smtpServer!: SmtpServerType | null
}
