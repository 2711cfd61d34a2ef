import { Field, Int, ObjectType } from 'type-graphql'
import { ProblemType } from '../../graphql/problem.type.js'
import { HeaderType } from '../../graphql/header.type.js'
import { TraceStepType } from '../inbound/inbound.type.js'

@ObjectType('EditorView', { description: 'What the agent sees before and while writing.', simpleResolvers: true })
export class EditorViewType {
  @Field(() => String, { description: 'Clean HTML of the editor: text, a signature in the editor, the history.' })
  html!: string

  @Field(() => Boolean, { description: 'Whether the signature is in it (R-OUT-4).' })
  showsSignature!: boolean

  @Field(() => Boolean, { description: 'Whether there is a history; it is shown in every case (R-OUT-5).' })
  showsHistory!: boolean
}

@ObjectType('OutboundMail', {
  description: 'What the recipient gets. Nothing is signed or sent.',
  simpleResolvers: true,
})
export class OutboundMailType {
  @Field(() => String, { description: 'From: the name in quotes before the address, or the address alone (R-OUT-1).' })
  from!: string

  @Field(() => String, { nullable: true, description: 'Reply-To; null: none (R-ADR-4).' })
  replyTo!: string | null

  @Field(() => [String], { description: 'To, each once.' })
  to!: readonly string[]

  @Field(() => [String], { description: 'Cc, without those of To.' })
  cc!: readonly string[]

  @Field(() => String, { description: 'The return path (R-OUT-7).' })
  envelopeFrom!: string

  @Field(() => [String], {
    description:
      'Everybody who gets it, without regard to case (R-OUT-3). BCC recipients of settings only with routing:email:manage (R-OUT-2).',
  })
  envelopeTo!: readonly string[]

  @Field(() => String, { description: 'Subject.' })
  subject!: string

  @Field(() => String, { description: 'The HTML part.' })
  html!: string

  @Field(() => String, { description: 'The plain-text part.' })
  text!: string

  @Field(() => Int, { description: 'Length of envelopeTo.' })
  recipientCount!: number

  @Field(() => [HeaderType], { description: 'Header fields in their order, without those of MIME (R-OUT-6).' })
  headers!: readonly HeaderType[]

  @Field(() => String, {
    description: 'The RFC 5322 message, not signed by DKIM; attachments have their part and no content.',
  })
  raw!: string
}

@ObjectType('OutboundPreview', {
  description: 'What would leave, what the agent sees of it, or why nothing would (section 7 of the rules).',
  simpleResolvers: true,
})
export class OutboundPreviewType {
  @Field(() => [ProblemType], { description: 'Why it would not leave, and what to know about it.' })
  problems!: readonly ProblemType[]

  @Field(() => EditorViewType, { description: 'What the agent sees.' })
  editor!: EditorViewType

  @Field(() => OutboundMailType, { nullable: true, description: 'What the recipient gets; null with errors.' })
  mail!: OutboundMailType | null

  @Field(() => [TraceStepType], { description: 'How it came about: every rule, also where it did nothing.' })
  trace!: readonly TraceStepType[]
}
