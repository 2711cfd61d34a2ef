import type { FlowDefinition } from '@mailroom/core'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { OfOrganisation, References, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** A flow: rules that decide where mail goes. Addresses use the latest published version (R-FLO-4). */
@Entity('flow')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
export class FlowEntity extends VersionedEntity {
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  @Column('simple-json')
  draft!: FlowDefinition

  @Column('simple-json', { nullable: true })
  published!: FlowDefinition | null

  /** Number of the published version; null: none is. */
  @Column('integer', { nullable: true })
  publishedVersion!: number | null
}

/** A version that was published once (R-FLO-4). Never changed; it goes with its flow. */
@Entity('flow_version')
@References('flow', 'flowId', 'CASCADE')
export class FlowVersionEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  flowId!: string

  /** 1, 2, 3 … in the flow, also after it was unpublished. */
  @PrimaryColumn('integer')
  number!: number

  @Column('simple-json')
  definition!: FlowDefinition

  @Column('text')
  publishedAt!: string

  /** Name of the person or key, as it was called then; null: not known. */
  @Column('text', { nullable: true })
  publishedBy!: string | null
}

/** Something that a flow's draft or published version refers to, so that it cannot be deleted (R-ADR-10). */
@Entity('flow_reference')
@Index(['organisationId', 'targetId'])
@References('flow', 'flowId', 'CASCADE')
export class FlowReferenceEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  flowId!: string

  /** Id of a queue, skill, language or canned response. */
  @PrimaryColumn(SORTED)
  targetId!: string
}
