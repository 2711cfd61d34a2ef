import type { Permission } from '@mailroom/core'
import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm'
import { OfOrganisation, References, SORTED, VersionedEntity } from '../../database/tenant.entity.js'

/** A person. People belong to the installation, their memberships to organisations. */
@Entity('user')
@Index(['emailKey'], { unique: true })
export class UserEntity {
  @PrimaryColumn(SORTED)
  id!: string

  @Column('text')
  email!: string

  /** The e-mail address in lower case. */
  @Column(SORTED)
  emailKey!: string

  @Column('text')
  name!: string

  @Column('text')
  locale!: string

  @Column('boolean')
  operator!: boolean

  @Column('text')
  passwordHash!: string

  @Column('text')
  createdAt!: string
}

/** A signed-in browser. */
@Entity('session')
@Index(['userId'])
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
export class SessionEntity {
  /** SHA-256 of the cookie's value, in hex. */
  @PrimaryColumn(SORTED)
  tokenHash!: string

  @Column(SORTED)
  userId!: string

  @Column('text')
  createdAt!: string

  @Column('text')
  lastUsedAt!: string

  /** Where it was started from; null: unknown. */
  @Column('text', { nullable: true })
  ip!: string | null

  /** The `User-Agent` header that it was started with. */
  @Column('text', { nullable: true })
  agent!: string | null
}

/** What a member may do. */
@Entity('role')
@Index(['organisationId', 'nameKey'], { unique: true })
@OfOrganisation()
@ObjectType('Role', { description: 'What a member may do (R-ORG-6).' })
export class RoleEntity extends VersionedEntity {
  @Field(() => String, { description: 'Unique in the organisation without regard to case.' })
  @Column('text')
  name!: string

  @Column(SORTED)
  nameKey!: string

  @Field(() => [String], {
    description: 'Keys of permissions in the order of R-ORG-6, with the view that each manage includes.',
  })
  @Column('simple-json')
  permissions!: readonly Permission[]

  @Field(() => Boolean, { description: 'Whether every organisation has it; such a role cannot be changed.' })
  @Column('boolean')
  builtIn!: boolean
}

/** A person's membership of one organisation. */
@Entity('member')
@Index(['organisationId', 'userId'], { unique: true })
@Index(['userId'])
@OfOrganisation()
@ForeignKey('user', ['userId'], ['id'], { onDelete: 'CASCADE' })
@References('role', 'roleId')
export class MemberEntity extends VersionedEntity {
  @Column(SORTED)
  userId!: string

  @Column(SORTED)
  roleId!: string

  /** The person's name in lower case, for search and order. */
  @Column(SORTED)
  nameKey!: string

  /** Whether the membership gives nothing for now. */
  @Column('boolean', { default: false })
  suspended!: boolean
}

/** How well a member has a skill, 0 to 5 (R-QUE-3). */
@Entity('member_skill')
@Index(['organisationId', 'skillId'])
@References('member', 'memberId', 'CASCADE')
@References('skill', 'skillId')
export class MemberSkillEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  memberId!: string

  @PrimaryColumn(SORTED)
  skillId!: string

  @Column('integer')
  proficiency!: number
}

/** How well a member speaks a language, 0 to 5 (R-QUE-3). */
@Entity('member_language')
@Index(['organisationId', 'languageId'])
@References('member', 'memberId', 'CASCADE')
@References('language', 'languageId')
export class MemberLanguageEntity {
  @PrimaryColumn(SORTED)
  organisationId!: string

  @PrimaryColumn(SORTED)
  memberId!: string

  @PrimaryColumn(SORTED)
  languageId!: string

  @Column('integer')
  proficiency!: number
}
