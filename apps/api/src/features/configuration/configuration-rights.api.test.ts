import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exported, ownerOf, plan, PLAN, put, rich, told } from '../../../test/configuration-file.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'

describe.each(DIALECTS)('who sees what of the configuration file on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  test('everybody gets the sections that they see, and needs what single changes need', async () => {
    const org = await harness.organisation('rights')
    await put(org, rich('rights', await ownerOf(org)))
    const role = async (name: string, permissions: string[]) => {
      const made = await org.owner.data(
        'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }',
        { input: { organizationId: org.id, name, permissions } },
      )
      const email = `${name}@rights.example`
      const input = {
        organizationId: org.id,
        email,
        name,
        roleId: made.createRole.role.id,
        initialPassword: 'plenty of letters',
      }
      await org.owner.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', {
        input,
      })
      return new Client(harness.app).signIn(email, 'plenty of letters')
    }
    const skilled = await role('skilled', ['routing:skill:manage', 'flow:manage'])
    const file = await exported(org, skilled)
    expect(file.match(/^\w+/gm)).toEqual(['mailroom', 'settings', 'skills', 'languages', 'flows'])
    const code = async (yaml: string) =>
      (await skilled.ask(PLAN, { input: { organizationId: org.id, yaml } })).errors[0]?.extensions.code
    expect(await code(file)).toBeUndefined()
    expect(await code('mailroom: 1\nskills: {New: {}}\n')).toBeUndefined()
    expect(await code('mailroom: 1\nsettings: {}\n')).toBe('FORBIDDEN')
    expect(await code('mailroom: 1\nqueues: {}\n')).toBe('NOT_FOUND')
    expect(await code(file.replace('    published: true\n', '    published: false\n'))).toBe('FORBIDDEN')
    const lurker = await role('lurking', ['routing:email:view', 'routing:queue:view', 'flow:view', 'responses:view'])
    const [read] = (await lurker.ask(PLAN, { input: { organizationId: org.id, yaml: '[[[' } })).errors
    expect(read?.extensions.code, 'a file is not read for whoever may change nothing').toBe('FORBIDDEN')
    const viewer = await role('looking', ['routing:email:view', 'smtp:manage'])
    expect(await exported(org, viewer)).not.toContain('boss@elsewhere.example')
  }, 30_000)

  test('a password stays as it is, and is in no file', async () => {
    const org = await harness.organisation('pass')
    const make = 'mutation ($input: CreateSmtpServerInput!) { createSmtpServer(input: $input) { smtpServer { id } } }'
    const server = { name: 'Relay', host: 'smtp.pass.example', port: 587, security: 'STARTTLS', user: 'u' }
    await org.owner.data(make, { input: { organizationId: org.id, ...server, password: 'hidden-word' } })
    const yaml = await exported(org)
    expect(yaml).not.toContain('hidden-word')
    const isSet = async () =>
      (await org.owner.data('{ organization(slug: "pass") { smtpServers { passwordSet } } }')).organization.smtpServers
    await put(org, yaml.replace('user: u', 'user: u\n    keepAlive: false'))
    expect(await isSet()).toEqual([{ passwordSet: true }])
    const planned = await plan(org, yaml.replace('user: u', 'user: v'))
    expect(told(planned)).toEqual([['SMTP_PASSWORD_VOID', 'smtpServers/Relay/password', expect.any(Number)]])
  })
})
