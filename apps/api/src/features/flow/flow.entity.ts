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

  /** Counts publications; null: never published. */
  @Column('integer', { nullable: true })
  publishedVersion!: number | null
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
