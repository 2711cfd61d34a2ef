import {
  nameKey,
  type AddressSettings,
  type HistoryInclusion,
  type Mailbox,
  type Routing,
  type SignatureFrequency,
  type SignaturePlacement,
} from '@mailroom/core'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'
import { OfOrganisation, References, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** An address: an inbound route on a domain. `toColumns` and `toSettings` map core's settings to these columns. */
@Entity('address')
@Index(['organisationId', 'addressKey'], { unique: true })
@Index(['organisationId', 'domainId', 'addressKey'])
@Index(['organisationId', 'fromNameKey'])
@Index(['organisationId', 'updatedAt'])
@Index(['organisationId', 'bccCount'])
@Index(['organisationId', 'queueId'])
@Index(['organisationId', 'flowId'])
@Index(['organisationId', 'spamFlowId'])
@Index(['organisationId', 'languageId'])
@Index(['organisationId', 'responseId'])
@Index(['organisationId', 'fromAddressId'])
@Index(['organisationId', 'redirectSecret'])
@Index(['redirectSecret'])
@Check(
  'ck_address_routing',
  `("routingKind" = 'QUEUE' AND "queueId" IS NOT NULL AND "flowId" IS NULL) OR ("routingKind" = 'FLOW' AND "flowId" IS NOT NULL AND "queueId" IS NULL) OR ("routingKind" = 'NONE' AND "queueId" IS NULL AND "flowId" IS NULL)`,
)
@OfOrganisation()
@References('domain', 'domainId', 'CASCADE')
@References('address', 'fromAddressId')
@References('queue', 'queueId')
@References('language', 'languageId')
@References('flow', 'flowId')
@References('flow', 'spamFlowId')
@References('canned_response', 'responseId')
export class AddressEntity extends VersionedEntity {
  @Column(SORTED)
  domainId!: string

  /** As typed (R-ADR-1). */
  @Column('text')
  localPart!: string

  /** `local@domain` in lower case: the key of matching, order and search. */
  @Column(SORTED)
  addressKey!: string

  @Column('text', { nullable: true })
  fromName!: string | null

  @Column({ ...SORTED, nullable: true })
  fromNameKey!: string | null

  @Column({ ...SORTED, nullable: true })
  fromAddressId!: string | null

  @Column('text', { nullable: true })
  replyTo!: string | null

  @Column('simple-json')
  bcc!: readonly Mailbox[]

  /** Kept for the limit's use (R-ORG-2). */
  @Column('integer')
  bccCount!: number

  @Column('text')
  routingKind!: 'QUEUE' | 'FLOW' | 'NONE'

  @Column({ ...SORTED, nullable: true })
  queueId!: string | null

  @Column({ ...SORTED, nullable: true })
  languageId!: string | null

  @Column('integer')
  priority!: number

  @Column({ ...SORTED, nullable: true })
  flowId!: string | null

  /** Null: spam is disconnected (R-ADR-8). */
  @Column({ ...SORTED, nullable: true })
  spamFlowId!: string | null

  /** Null: no signature (R-ADR-9). */
  @Column({ ...SORTED, nullable: true })
  responseId!: string | null

  @Column('text', { nullable: true })
  placement!: SignaturePlacement | null

  @Column('text', { nullable: true })
  frequency!: SignatureFrequency | null

  @Column('text')
  history!: HistoryInclusion

  @Column('boolean')
  multipleActions!: boolean

  /** The 20 base32 characters of the redirection target (R-DOM-6). */
  @Column(SORTED)
  redirectSecret!: string

  /** Number of problems of its health (R-ADR-13), renewed by each write that touches it. */
  @Column('integer')
  problemCount!: number

  /** Those of them that are errors. */
  @Column('integer', { default: 0 })
  errorCount!: number
}

/** A skill that the address's queue routing asks for (R-ADR-7). */
@Entity('address_skill')
@Index(['organisationId', 'skillId'])
@References('address', 'addressId', 'CASCADE')
@References('skill', 'skillId')
export class AddressSkillEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  addressId!: string

  @PrimaryColumn(SORTED)
  skillId!: string
}

/** The columns that hold what core calls settings; skills are in their own table. */
export type SettingsColumns = Pick<
  AddressEntity,
  | 'fromName'
  | 'fromNameKey'
  | 'fromAddressId'
  | 'replyTo'
  | 'bcc'
  | 'bccCount'
  | 'routingKind'
  | 'queueId'
  | 'languageId'
  | 'priority'
  | 'flowId'
  | 'spamFlowId'
  | 'responseId'
  | 'placement'
  | 'frequency'
  | 'history'
  | 'multipleActions'
>

/** Core's settings as columns. */
export function toColumns(settings: AddressSettings): SettingsColumns {
  const { fromName, fromAddressId, replyTo, bcc, routing, spamRouting, signature, history, multipleActions } = settings
  const toQueue = routing.kind === 'QUEUE' ? routing : null
  return {
    fromName,
    fromNameKey: fromName === null ? null : nameKey(fromName),
    fromAddressId,
    replyTo,
    bcc,
    bccCount: bcc.length,
    routingKind: routing.kind,
    queueId: toQueue?.queueId ?? null,
    languageId: toQueue?.languageId ?? null,
    priority: toQueue?.priority ?? 0,
    flowId: routing.kind === 'FLOW' ? routing.flowId : null,
    spamFlowId: spamRouting.kind === 'FLOW' ? spamRouting.flowId : null,
    responseId: signature?.responseId ?? null,
    placement: signature?.placement ?? null,
    frequency: signature?.frequency ?? null,
    history,
    multipleActions,
  }
}

/** The skills of settings, which have a table of their own, in one order. */
export function skillsOf({ routing }: AddressSettings): string[] {
  return routing.kind === 'QUEUE' ? [...routing.skillIds].sort() : []
}

/** The columns as core's settings. */
export function toSettings(row: Omit<SettingsColumns, 'bccCount'>, skillIds: readonly string[]): AddressSettings {
  const { fromName, fromAddressId, replyTo, bcc, responseId, placement, frequency, history, multipleActions } = row
  return {
    fromName,
    fromAddressId,
    replyTo,
    bcc,
    routing: toRouting(row, skillIds),
    spamRouting: row.spamFlowId === null ? { kind: 'DISCONNECT' } : { kind: 'FLOW', flowId: row.spamFlowId },
    signature: responseId && placement && frequency ? { responseId, placement, frequency } : null,
    history,
    multipleActions: Boolean(multipleActions),
  }
}

function toRouting(
  { queueId, flowId, languageId, priority }: Pick<SettingsColumns, 'queueId' | 'flowId' | 'languageId' | 'priority'>,
  skillIds: readonly string[],
): Routing {
  if (queueId !== null) return { kind: 'QUEUE', queueId, skillIds, languageId, priority }
  return flowId === null ? { kind: 'NONE' } : { kind: 'FLOW', flowId }
}
