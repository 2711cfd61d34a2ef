import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index } from 'typeorm'
import { OfOrganisation, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** A language that agents speak and an interaction may ask for. */
@Entity('language')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
@ObjectType('Language', { description: 'A language that agents speak and an interaction may ask for.' })
export class LanguageEntity extends VersionedEntity {
  @Field(() => String, { description: 'Unique in the organisation without regard to case (R-ORG-7).' })
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  @Field(() => String, { description: 'BCP 47, in canonical form: de-AT.' })
  @Column('text')
  tag!: string
}
