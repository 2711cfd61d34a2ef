import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Payload, UseType } from '../../graphql/payload.type.js'

@InputType('AddressToDeleteInput', { description: 'One of several addresses that shall be deleted.' })
export class AddressToDeleteInput {
  @Field(() => ID, { description: 'The address; all of them are of one organisation.' })
  id!: string

  @Field(() => Int, { description: 'The version that the caller has seen; another one is STALE_VERSION.' })
  expectedVersion!: number
}

@InputType('DeleteEmailAddressesInput', {
  description: 'Several addresses that shall be deleted: all of them or none.',
})
export class DeleteAddressesInput {
  @Field(() => [AddressToDeleteInput], { description: '1 to 200 addresses, each once.' })
  addresses!: AddressToDeleteInput[]

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'All checks, nothing deleted.' })
  dryRun?: boolean | null
}

@InputType('RestoreEmailAddressesInput', {
  description: 'Several deleted addresses that shall be restored: all of them or none (R-DEL-1).',
})
export class RestoreAddressesInput {
  @Field(() => [ID], {
    description:
      '1 to 200 ids of one organisation, each once, in any order; NOT_FOUND 30 days after one was deleted, and once it is restored.',
  })
  ids!: string[]

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'All checks, nothing restored.' })
  dryRun?: boolean | null
}

@ObjectType('EmailAddressDeletion', {
  description: 'One of several addresses that were to be deleted.',
  simpleResolvers: true,
})
export class EmailAddressDeletionType {
  @Field(() => ID, { description: 'Its id, which it gets back when it is restored.' })
  id!: string

  @Field(() => String, { description: 'The whole address.' })
  address!: string

  @Field(() => Int, { description: 'The version that it has, or had; with STALE_VERSION the one to ask with.' })
  version!: number

  @Field(() => [UseType], {
    description:
      'With IN_USE: the addresses that are sent from it and would stay, or are each other’s From in a circle (R-ADR-10).',
  })
  usedBy!: readonly UseType[]
}

@ObjectType('DeleteEmailAddressesPayload', { description: 'Answer to a deletion of several addresses.' })
export class DeleteAddressesPayload extends Payload {
  @Field(() => [ID], { description: 'What was deleted: all that was asked for, or none.' })
  deletedIds!: readonly string[]

  @Field(() => [EmailAddressDeletionType], {
    description: 'In the order asked for; none where the list itself was refused.',
  })
  deletions!: readonly EmailAddressDeletionType[]
}

@ObjectType('RestoreEmailAddressesPayload', { description: 'Answer to a restoration of several addresses.' })
export class RestoreAddressesPayload extends Payload {
  @Field(() => [ID], { description: 'What was restored: all that was asked for, or none.' })
  restoredIds!: readonly string[]
}
