/** What the paths of an organisation's pages are made of. */
export interface Places {
  readonly slug: string
  readonly domain: string
  readonly address: string
  readonly queue: string
  readonly flow: string
  readonly response: string
  readonly smtpServer: string
  /** What opens an invitation, and what opens the records of the domain. */
  readonly invitation: string
  readonly share: string
}

const inOrganisation: Record<string, (places: Places) => string> = {
  overview: () => '',
  problems: () => '/problems',
  domains: () => '/domains',
  'new domain': () => '/domains/new',
  'DNS records': ({ domain }) => `/domains/${domain}/dns`,
  "a domain's addresses": ({ domain }) => `/domains/${domain}/addresses`,
  "a domain's history": ({ domain }) => `/domains/${domain}/history`,
  "a domain's settings": ({ domain }) => `/domains/${domain}/settings`,
  addresses: () => '/addresses',
  'file of addresses': () => '/addresses/file',
  'new address anywhere': () => '/addresses/new',
  'address by its id': ({ address }) => `/addresses/${address}`,
  'new address': ({ domain }) => `/domains/${domain}/addresses/new`,
  address: ({ domain, address }) => `/domains/${domain}/addresses/${address}`,
  queues: () => '/queues',
  queue: ({ queue }) => `/queues/${queue}`,
  'members of a queue': ({ queue }) => `/queues/${queue}/members`,
  flows: () => '/flows',
  'new flow': () => '/flows/new',
  flow: ({ flow }) => `/flows/${flow}`,
  skills: () => '/skills',
  languages: () => '/languages',
  'canned responses': () => '/canned-responses',
  'new canned response': () => '/canned-responses/new',
  'canned response': ({ response }) => `/canned-responses/${response}`,
  'SMTP servers': () => '/smtp-servers',
  'new SMTP server': () => '/smtp-servers/new',
  'SMTP server': ({ smtpServer }) => `/smtp-servers/${smtpServer}`,
  simulator: () => '/simulator',
  'simulator of outgoing mail': () => '/simulator/outgoing',
  'saved tests': () => '/simulator/tests',
  settings: () => '/settings',
  'configuration file': () => '/settings/file',
  people: () => '/people',
  'new person': () => '/people?open=new',
  roles: () => '/roles',
  'new role': () => '/roles/new',
  'API keys': () => '/api-keys',
  'new API key': () => '/api-keys?open=new',
  'audit log': () => '/audit-log',
  'recently deleted': () => '/deleted',
  'page not found': () => '/nowhere',
}

/** Every page for people who are signed in, by its name. */
export const SIGNED_IN_PAGES: Record<string, (places: Places) => string> = {
  organisations: () => '/orgs',
  'organisations of the installation': () => '/admin/organisations',
  'new organisation': () => '/admin/organisations?open=new',
  'an organisation for its operator': ({ slug }) => `/admin/organisations/${slug}`,
  'your account': () => '/me',
  ...Object.fromEntries(
    Object.entries(inOrganisation).map(([name, path]) => [
      name,
      (places: Places) => `/o/${places.slug}${path(places)}`,
    ]),
  ),
}

/** Every page for people who are not signed in, by its name. Set-up is one of another installation. */
export const ANONYMOUS_PAGES: Record<string, (places: Places) => string> = {
  'sign-in': () => '/sign-in',
  invitation: ({ invitation }) => `/invite#code=${invitation}`,
  'incomplete invitation': () => '/invite',
  'new password': () => '/reset-password#code=AAAA',
  'records by a link': ({ share }) => `/dns#code=${share}`,
  'records by a link that ended': () => '/dns#code=AAAA',
  'guide to DNS': () => '/guide/dns',
}
