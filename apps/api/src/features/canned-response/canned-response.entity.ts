import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

export enum CannedResponseKind {
  SIGNATURE = 'SIGNATURE',
  REPLY = 'REPLY',
}
registerEnumType(CannedResponseKind, {
  name: 'CannedResponseKind',
  description: 'What a canned response is for.',
  valuesConfig: {
    SIGNATURE: { description: 'Added to outgoing mail by an address (R-ADR-9).' },
    REPLY: { description: 'Sent by a flow, or picked by an agent.' },
  },
})

/** A prepared text. */
@Entity('canned_response')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
@ObjectType('CannedResponse', { description: 'A prepared text: a signature or a reply.' })
export class CannedResponseEntity extends VersionedEntity {
  @Field(() => String, { description: 'Unique in the organisation without regard to case (R-ORG-7).' })
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  @Field(() => CannedResponseKind, { description: 'What it is for.' })
  @Column('text')
  kind!: CannedResponseKind

  /** Whether `text` was given; otherwise it is made of the HTML. */
  @Column('boolean', { default: true })
  ownText!: boolean

  /** As it was written, to be cleaned again when the policy changes. */
  @Column('text')
  source!: string

  @Field(() => String, { description: 'HTML without anything but plain formatting; at most 64 kB (R-ADR-9).' })
  @Column('text')
  html!: string

  @Field(() => String, { description: 'The plain-text form; made from the HTML where none is given.' })
  @Column('text')
  text!: string

  /** Version of the policy that `html` was cleaned with. */
  @Column('integer')
  policyVersion!: number
}
