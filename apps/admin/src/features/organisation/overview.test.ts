import { describe, expect, it } from 'vitest'
import { stepsOf } from './overview'

const ready = { ready: true, reasons: [] }
const problem = { code: 'MX_MISSING', severity: 'ERROR' as const, path: [], message: '', params: [] }
const broken = { ready: false, reasons: [problem] }
const domain = (name: string, type: 'CUSTOM' | 'PLATFORM', canReceive = ready as typeof ready | typeof broken) => ({
  id: name,
  name,
  displayName: name,
  type,
  canSend: ready,
  canReceive,
})
const content = (domains: ReturnType<typeof domain>[], addresses = 0, tests = 0, members?: number) => ({
  id: 'o',
  slug: 'acme',
  domains,
  addresses: { totalCount: addresses },
  savedTests: { totalCount: tests },
  ...(members === undefined ? {} : { members: { totalCount: members } }),
  lint: { totalCount: 0, nodes: [] },
})
const done = (of: Parameters<typeof stepsOf>[0]) =>
  stepsOf(of)
    .filter((step) => step.done)
    .map((step) => step.id)

describe('overview', () => {
  it('counts a step as done by what is there', () => {
    const platform = domain('acme.mailroom.example', 'PLATFORM')
    expect(done(content([platform]))).toEqual([])
    expect(done(content([platform, domain('a.example', 'CUSTOM', broken)]))).toEqual(['domain'])
    expect(done(content([platform, domain('a.example', 'CUSTOM')], 1))).toEqual(['domain', 'dns', 'address'])
  })

  it('counts a saved test and a second member as steps, the latter for who sees members', () => {
    const own = [domain('a.example', 'CUSTOM')]
    expect(done(content(own, 1, 1, 2))).toEqual(['domain', 'dns', 'address', 'test', 'invite'])
    expect(done(content(own, 1, 0, 1))).toEqual(['domain', 'dns', 'address'])
    const steps = (members?: number) => stepsOf(content(own, 1, 1, members)).map(({ id }) => id)
    expect([steps(1).includes('invite'), steps().includes('invite')]).toEqual([true, false])
  })

  it('offers the first address on the own domain, else on the one there is', () => {
    const platform = domain('acme.mailroom.example', 'PLATFORM')
    const target = (of: Parameters<typeof stepsOf>[0]) => stepsOf(of).find((step) => step.id === 'address')!.to
    expect(target(content([platform]))).toMatchObject({ params: { domain: 'acme.mailroom.example' } })
    expect(target(content([platform, domain('a.example', 'CUSTOM')]))).toMatchObject({
      params: { domain: 'a.example' },
    })
    expect(target(content([]))).toEqual({ name: 'domains' })
  })
})
