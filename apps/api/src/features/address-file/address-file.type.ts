import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CreateInOrganisationInput } from '../../graphql/inputs.js'
import { Payload } from '../../graphql/payload.type.js'
import { AddressFilter } from '../address/address-filter.type.js'

export enum ImportOutcomeEnum {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
}
registerEnumType(ImportOutcomeEnum, {
  name: 'AddressImportOutcome',
  description: 'What a line of a file does to its address.',
  valuesConfig: {
    CREATED: { description: 'There was no such address.' },
    UPDATED: { description: 'Its settings change.' },
  },
})

@InputType('ImportEmailAddressesInput', { description: 'A file of addresses.' })
export class ImportAddressesInput extends CreateInOrganisationInput {
  @Field(() => String, {
    description:
      'UTF-8, by RFC 4180, with commas and the header that exportEmailAddresses writes; names instead of ids, several in one cell with a semicolon. At most 10 000 addresses and 4 000 000 characters; the request may have 15 MiB.',
  })
  csv!: string
}

@ObjectType('AddressCellChange', { description: 'A cell in which an address differs.', simpleResolvers: true })
export class CellChangeType {
  @Field(() => String, { description: 'Name of the column: replyTo.' })
  column!: string

  @Field(() => String, { description: 'What the file would say of it as it was.' })
  before!: string

  @Field(() => String, { description: 'What it says now.' })
  after!: string
}

@ObjectType('ImportedEmailAddress', { description: 'What a line does.', simpleResolvers: true })
export class ImportedLineType {
  @Field(() => Int, { description: 'Line of the file where it starts, from 1 (the header).' })
  line!: number

  @Field(() => String, { description: 'The address.' })
  address!: string

  @Field(() => ImportOutcomeEnum, { description: 'What happens to it.' })
  outcome!: 'CREATED' | 'UPDATED'

  @Field(() => [CellChangeType], { description: 'Of an update: the cells that change.' })
  changes!: readonly CellChangeType[]
}

@ObjectType('ImportEmailAddressesPayload', {
  description:
    'What a file did. With an error among the problems nothing was written; their paths name line and column: ["line", "17", "queue"].',
  simpleResolvers: true,
})
export class ImportAddressesPayload extends Payload {
  @Field(() => Int, { description: 'Addresses that were made; dryRun: would be, by the lines without errors.' })
  created!: number

  @Field(() => Int, { description: 'Addresses that were changed; dryRun: as of created.' })
  updated!: number

  @Field(() => Int, { description: 'Addresses that stay as they are; dryRun: as of created.' })
  unchanged!: number

  @Field(() => Int, { description: 'Lines below the header, without those that are empty.' })
  lineCount!: number

  @Field(() => [ImportedLineType], { description: 'The first 200 lines that make or change an address.' })
  lines!: readonly ImportedLineType[]

  @Field(() => Int, { description: 'All problems of the file; the answer has the first 500, errors before warnings.' })
  problemCount!: number

  @Field(() => Int, { description: 'All lines with an error.' })
  refusedLineCount!: number
}

@InputType('ExportEmailAddressesInput', { description: 'Which addresses; those of the list with the same filter.' })
export class ExportAddressesInput {
  @Field(() => ID, { description: 'The organisation.' })
  organizationId!: string

  @Field(() => String, { nullable: true, description: 'Prefix of local part, domain or From name.' })
  search?: string | null

  @Field(() => AddressFilter, { nullable: true, description: 'Which addresses.' })
  filter?: AddressFilter | null
}

@ObjectType('ExportEmailAddressesPayload', { description: 'Addresses as a file.', simpleResolvers: true })
export class ExportAddressesPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      "The file, by address; importEmailAddresses takes it unchanged. Cells that a spreadsheet would run have a ' before them. Null: refused.",
  })
  csv!: string | null

  @Field(() => Int, { description: 'How many addresses it has.' })
  count!: number
}
