import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** What an agent can do and an interaction may ask for. */
@Entity('skill')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
@ObjectType('Skill', { description: 'What an agent can do and an interaction may ask for.' })
export class SkillEntity extends VersionedEntity {
  @Field(() => String, { description: 'Unique in the organisation without regard to case (R-ORG-7).' })
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string
}
