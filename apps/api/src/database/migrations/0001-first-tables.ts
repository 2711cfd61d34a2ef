import { TableForeignKey, type MigrationInterface, type QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** Every table of the first release, in the order of their references. */
export class FirstTables1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const nullable = { nullable: true }
    const named = () => [...c.versioned(), c.text('name'), c.sorted('nameKey')]
    const uniqueName = { unique: [['organisationId', 'nameKey']] }

    const tables = [
      table('organisation', {
        ofOrganisation: false,
        columns: [
          c.key('id'),
          c.sorted('slug'),
          c.text('name'),
          c.sorted('nameKey'),
          c.text('edition'),
          c.text('limits'),
          c.text('settings'),
          c.integer('version'),
          c.text('createdAt'),
          c.text('updatedAt'),
        ],
        unique: [['slug']],
        indexes: [['nameKey']],
      }),
      table('reserved_name', {
        ofOrganisation: false,
        columns: [c.key('kind'), c.key('name'), c.text('organisationId'), c.text('reservedUntil')],
      }),
      table('idempotency_key', {
        ofOrganisation: false,
        columns: [c.key('owner'), c.key('key'), c.text('fingerprint'), c.text('answer'), c.sorted('createdAt')],
        indexes: [['createdAt']],
      }),
      table('user', {
        ofOrganisation: false,
        columns: [
          c.key('id'),
          c.text('email'),
          c.sorted('emailKey'),
          c.text('name'),
          c.text('locale'),
          c.boolean('operator'),
          c.text('passwordHash'),
          c.text('createdAt'),
        ],
        unique: [['emailKey']],
      }),
      table('role', {
        columns: [...named(), c.text('permissions'), c.boolean('builtIn')],
        ...uniqueName,
      }),
      table('skill', { columns: named(), ...uniqueName }),
      table('language', { columns: [...named(), c.text('tag')], ...uniqueName }),
      table('queue', {
        columns: [...named(), c.text('scoringMethod'), c.text('skillEvaluation')],
        ...uniqueName,
      }),
      table('canned_response', {
        columns: [
          ...named(),
          c.text('kind'),
          c.text('source'),
          c.text('html'),
          c.text('text'),
          c.integer('policyVersion'),
        ],
        ...uniqueName,
      }),
      table('flow', {
        columns: [...named(), c.text('draft'), c.text('published', nullable), c.integer('publishedVersion', nullable)],
        ...uniqueName,
      }),
      table('flow_reference', {
        ofOrganisation: false,
        columns: [c.key('organisationId'), c.key('flowId'), c.key('targetId')],
        references: [['flowId', 'flow', 'CASCADE']],
        indexes: [['organisationId', 'targetId']],
      }),
      table('domain', {
        columns: [
          ...c.versioned(),
          c.sorted('name'),
          c.text('displayName'),
          c.text('type'),
          c.text('sender'),
          c.text('reception'),
          c.text('mailFromDomain', nullable),
          c.text('ownershipToken'),
          c.sorted('verifiedName', nullable),
          c.text('dkimKeys'),
          c.text('recordStates'),
          c.boolean('sendReady'),
          c.boolean('receiveReady'),
          c.integer('addressCount'),
          c.text('lastCheckedAt', nullable),
          c.sorted('nextCheckAt', nullable),
        ],
        unique: [['organisationId', 'name'], ['verifiedName']],
        indexes: [['name'], ['nextCheckAt']],
      }),
      table('domain_record_change', {
        columns: [
          ...c.tenant(),
          c.sorted('domainId'),
          c.text('key'),
          c.text('from'),
          c.text('to'),
          c.text('found'),
          c.text('foundAt', nullable),
          c.text('source', nullable),
          c.text('at'),
        ],
        references: [['domainId', 'domain', 'CASCADE']],
        indexes: [['organisationId', 'domainId']],
      }),
      table('address', {
        columns: [
          ...c.versioned(),
          c.sorted('domainId'),
          c.text('localPart'),
          c.sorted('addressKey'),
          c.text('fromName', nullable),
          c.sorted('fromNameKey', nullable),
          c.sorted('fromAddressId', nullable),
          c.text('replyTo', nullable),
          c.text('bcc'),
          c.integer('bccCount'),
          c.text('routingKind'),
          c.sorted('queueId', nullable),
          c.sorted('languageId', nullable),
          c.integer('priority'),
          c.sorted('flowId', nullable),
          c.sorted('spamFlowId', nullable),
          c.sorted('responseId', nullable),
          c.text('placement', nullable),
          c.text('frequency', nullable),
          c.text('history'),
          c.boolean('multipleActions'),
          c.sorted('redirectSecret'),
          c.integer('problemCount'),
        ],
        references: [
          ['domainId', 'domain', 'CASCADE'],
          ['fromAddressId', 'address'],
          ['queueId', 'queue'],
          ['languageId', 'language'],
          ['flowId', 'flow'],
          ['spamFlowId', 'flow'],
          ['responseId', 'canned_response'],
        ],
        unique: [['organisationId', 'addressKey']],
        indexes: [
          ['organisationId', 'domainId', 'addressKey'],
          ['organisationId', 'fromNameKey'],
          ['organisationId', 'updatedAt'],
          ['organisationId', 'bccCount'],
          ['organisationId', 'queueId'],
          ['organisationId', 'flowId'],
          ['organisationId', 'spamFlowId'],
          ['organisationId', 'languageId'],
          ['organisationId', 'responseId'],
          ['organisationId', 'fromAddressId'],
          ['organisationId', 'redirectSecret'],
        ],
        checks: {
          ck_address_routing: `("routingKind" = 'QUEUE' AND "queueId" IS NOT NULL AND "flowId" IS NULL) OR ("routingKind" = 'FLOW' AND "flowId" IS NOT NULL AND "queueId" IS NULL) OR ("routingKind" = 'NONE' AND "queueId" IS NULL AND "flowId" IS NULL)`,
        },
      }),
      table('address_skill', {
        ofOrganisation: false,
        columns: [c.key('organisationId'), c.key('addressId'), c.key('skillId')],
        references: [
          ['addressId', 'address', 'CASCADE'],
          ['skillId', 'skill'],
        ],
        indexes: [['organisationId', 'skillId']],
      }),
      table('audit_entry', {
        columns: [
          ...c.tenant(),
          c.text('at'),
          c.text('userId', nullable),
          c.text('action'),
          c.text('entityType'),
          c.sorted('entityId'),
          c.text('changes'),
        ],
        indexes: [['organisationId', 'entityId']],
      }),
    ]
    for (const each of tables) await runner.createTable(each)
    await this.createPeople(runner)
  }

  /** Sessions and memberships: they refer to people, who are not of one organisation. */
  private async createPeople(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const user = {
      columnNames: ['userId'],
      referencedTableName: 'user',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    }
    const session = table('session', {
      ofOrganisation: false,
      columns: [c.key('tokenHash'), c.sorted('userId'), c.text('createdAt'), c.text('lastUsedAt')],
      indexes: [['userId']],
    })
    session.addForeignKey(new TableForeignKey(user))
    const member = table('member', {
      columns: [...c.versioned(), c.sorted('userId'), c.sorted('roleId'), c.sorted('nameKey')],
      references: [['roleId', 'role']],
      unique: [['organisationId', 'userId']],
      indexes: [['userId']],
    })
    member.addForeignKey(new TableForeignKey(user))
    const proficiency = (name: string, of: 'skill' | 'language') =>
      table(name, {
        ofOrganisation: false,
        columns: [c.key('organisationId'), c.key('memberId'), c.key(`${of}Id`), c.integer('proficiency')],
        references: [
          ['memberId', 'member', 'CASCADE'],
          [`${of}Id`, of],
        ],
        indexes: [['organisationId', `${of}Id`]],
      })
    const queueMember = table('queue_member', {
      ofOrganisation: false,
      columns: [c.key('organisationId'), c.key('queueId'), c.key('memberId')],
      references: [
        ['queueId', 'queue', 'CASCADE'],
        ['memberId', 'member', 'CASCADE'],
      ],
      indexes: [['organisationId', 'memberId']],
    })
    const tables = [session, member, proficiency('member_skill', 'skill'), proficiency('member_language', 'language')]
    for (const each of [...tables, queueMember]) await runner.createTable(each)
  }

  async down(): Promise<void> {
    throw new Error('The first tables are not taken back: restore a backup')
  }
}
