import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { OfOrganisation, References, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

export enum ScoringMethod {
  TIME_AND_PRIORITY = 'TIME_AND_PRIORITY',
  PRIORITY_ONLY = 'PRIORITY_ONLY',
}
registerEnumType(ScoringMethod, {
  name: 'ScoringMethod',
  description: 'How interactions that wait are ranked (R-QUE-2).',
  valuesConfig: {
    TIME_AND_PRIORITY: { description: 'Priority plus minutes waited. The default.' },
    PRIORITY_ONLY: { description: 'Priority alone; equal ones by arrival.' },
  },
})

export enum SkillEvaluation {
  ALL = 'ALL',
  BEST = 'BEST',
  NONE = 'NONE',
}
registerEnumType(SkillEvaluation, {
  name: 'SkillEvaluation',
  description: 'Which agents fit an interaction (R-QUE-3).',
  valuesConfig: {
    ALL: { description: 'Those who have every skill and the language. The default.' },
    BEST: { description: 'The highest sum of proficiency first.' },
    NONE: { description: 'Every member; skills are ignored.' },
  },
})

/** A queue of interactions that wait for an agent. */
@Entity('queue')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
@ObjectType('Queue', { description: 'Where interactions wait for an agent.' })
export class QueueEntity extends VersionedEntity {
  @Field(() => String, { description: 'Unique in the organisation without regard to case (R-ORG-7).' })
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  @Field(() => ScoringMethod, { description: 'How waiting interactions are ranked (R-QUE-2).' })
  @Column('text')
  scoringMethod!: ScoringMethod

  @Field(() => SkillEvaluation, { description: 'Which agents fit (R-QUE-3).' })
  @Column('text')
  skillEvaluation!: SkillEvaluation

  /** Who would take interactions from it: known of a dry run alone, which stores none. */
  memberIds?: readonly string[]
}

/** A member who takes interactions from the queue. */
@Entity('queue_member')
@Index(['organisationId', 'memberId'])
@References('queue', 'queueId', 'CASCADE')
@References('member', 'memberId', 'CASCADE')
export class QueueMemberEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  queueId!: string

  @PrimaryColumn(SORTED)
  memberId!: string
}
