import { ADDRESS_FILE_LIMITS, error, type Problem } from '@mailroom/core'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { AddressFileService } from './address-file.service.js'
import {
  ExportAddressesInput,
  ExportAddressesPayload,
  ImportAddressesInput,
  ImportAddressesPayload,
} from './address-file.type.js'
import { exportAddresses } from './export-addresses.js'

/** Problems that an answer has. */
const MOST_PROBLEMS = 500

@Resolver()
export class AddressFileResolver {
  private readonly service: AddressFileService

  constructor(
    private readonly database: Database,
    writes: Writes,
  ) {
    this.service = new AddressFileService(database, writes)
  }

  @Mutation(() => ImportAddressesPayload, {
    description:
      'Makes and changes the addresses of a file, all or nothing; deletes none. Each line says all settings of its address: an empty cell is the default or none. A dry run names every problem of every line.',
  })
  async importEmailAddresses(
    @Arg('input', () => ImportAddressesInput, { description: 'The file.' }) input: ImportAddressesInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<ImportAddressesPayload> {
    const scope = caller.enter(input.organizationId, 'routing:email:manage')
    const { problems, ...outcome } = await this.service.import(scope, input)
    const sorted = [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))]
    const refused = new Set(problems.filter(isError).map(({ path }) => path.slice(0, 2).join()))
    return {
      ...outcome,
      problemCount: problems.length,
      refusedLineCount: refused.size,
      problems: toProblems(sorted.slice(0, MOST_PROBLEMS), locale),
    }
  }

  @Mutation(() => ExportAddressesPayload, {
    description:
      'Addresses as a file of at most 10 000 (CSV_TOO_MANY_LINES beyond). Writes nothing. /o/<slug>/addresses.csv has the same for any number, and without the column bcc for whoever may only view (R-OUT-2).',
  })
  async exportEmailAddresses(
    @Arg('input', () => ExportAddressesInput, { description: 'Which addresses.' }) input: ExportAddressesInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<ExportAddressesPayload> {
    const { organizationId } = input
    const scope = caller.enter(organizationId, 'routing:email:manage')
    const { lines: limit } = ADDRESS_FILE_LIMITS
    let [csv, count] = ['', 0]
    for await (const part of exportAddresses(this.database.read(scope), input, true)) {
      csv += part.text
      count += part.count
      if (count > limit) break
    }
    if (count <= limit) return { csv, count, problems: [] }
    return { csv: null, count: 0, problems: toProblems([error('CSV_TOO_MANY_LINES', [], { limit, count })], locale) }
  }
}

function isError({ severity }: Problem): boolean {
  return severity === 'ERROR'
}
