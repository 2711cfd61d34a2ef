import type { Client } from './harness.js'

/** What a test's organisation has, by name. */
export interface Configured {
  readonly domainId: string
  readonly queueId: string
  readonly memberId: string
  readonly skillId: string
  readonly languageId: string
  readonly flowId: string
  readonly responseId: string
  readonly roleId: string
  readonly smtpServerId: string
}

/** Makes one of each kind in the organisation. */
export async function configure(
  client: Client,
  organisation: { id: string; slug: string },
  /** Before every name, to recognise them. */
  mark = '',
): Promise<Configured> {
  const { organization } = await client.data(
    `query ($slug: String!) { organization(slug: $slug) { domains { id } roles { id name } members { nodes { id } } } }`,
    { slug: organisation.slug },
  )
  const make = async (mutation: string, field: string, input: object): Promise<string> => {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`
    const answer = await client.data(
      `mutation ($input: ${type}) { ${mutation}(input: $input) { ${field} { id } problems { code path } } }`,
      { input: { organizationId: organisation.id, ...input } },
    )
    const { [field]: entity, problems } = answer[mutation]
    if (!entity) throw new Error(JSON.stringify(problems))
    return entity.id
  }
  const memberId = organization.members.nodes[0].id
  const skillId = await make('createSkill', 'skill', { name: `${mark}Billing` })
  const languageId = await make('createLanguage', 'language', { name: `${mark}German`, tag: 'de' })
  const queueId = await make('createQueue', 'queue', { name: `${mark}Support`, memberIds: [memberId] })
  const definition = { rules: [], otherwise: { transferToQueue: { queueId } } }
  return {
    domainId: organization.domains[0].id,
    queueId,
    memberId,
    skillId,
    languageId,
    flowId: await make('createFlow', 'flow', { name: `${mark}Spam check`, definition }),
    responseId: await make('createCannedResponse', 'cannedResponse', {
      name: `${mark}Regards`,
      kind: 'SIGNATURE',
      html: '<p>Regards, {{agent.name}}</p>',
    }),
    smtpServerId: await make('createSmtpServer', 'smtpServer', {
      name: `${mark}Relay`,
      host: '127.0.0.1',
      port: 25,
      security: 'NONE',
    }),
    roleId: organization.roles.find((role: { name: string }) => role.name === 'Viewer').id,
  }
}
