import { registerEnumType } from 'type-graphql'

const describe = (descriptions: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [name, { description }]))

export enum DomainTypeEnum {
  PLATFORM = 'PLATFORM',
  CUSTOM = 'CUSTOM',
}
registerEnumType(DomainTypeEnum, {
  name: 'DomainType',
  description: 'Whose name it is (R-DOM-1).',
  valuesConfig: describe({
    PLATFORM: 'A subdomain of the platform root: ready at once, nothing to publish.',
    CUSTOM: 'The own domain or subdomain of the organisation.',
  }),
})

export enum SenderTypeEnum {
  PLATFORM = 'PLATFORM',
  SMTP = 'SMTP',
}
registerEnumType(SenderTypeEnum, {
  name: 'SenderType',
  description: 'Who sends (R-DOM-4).',
  valuesConfig: describe({ PLATFORM: 'The platform.', SMTP: 'An SMTP server of the organisation.' }),
})

export enum ReceptionEnum {
  MX = 'MX',
  REDIRECTION = 'REDIRECTION',
}
registerEnumType(ReceptionEnum, {
  name: 'Reception',
  description: 'How mail arrives (R-DOM-6).',
  valuesConfig: describe({
    MX: 'The MX record of the domain names the platform.',
    REDIRECTION: 'The mail system of the organisation redirects to the target of each address.',
  }),
})

export enum DnsPurposeEnum {
  OWNERSHIP = 'OWNERSHIP',
  MX = 'MX',
  DKIM = 'DKIM',
  MAIL_FROM_MX = 'MAIL_FROM_MX',
  MAIL_FROM_SPF = 'MAIL_FROM_SPF',
  SPF = 'SPF',
  DMARC = 'DMARC',
}
registerEnumType(DnsPurposeEnum, {
  name: 'DnsPurpose',
  description: 'What a DNS record is for (R-DOM-5 to R-DOM-9).',
  valuesConfig: describe({
    OWNERSHIP: 'Proves that the domain belongs to the organisation.',
    MX: 'Leads mail for the domain to the platform.',
    DKIM: 'Lets receivers check the signature of what is sent; two selectors.',
    MAIL_FROM_MX: 'Leads bounces of the MAIL FROM name back.',
    MAIL_FROM_SPF: 'Lets the platform send with the MAIL FROM name.',
    SPF: 'Watched: who may send with the domain.',
    DMARC: 'Watched: what receivers do with mail that fails the checks.',
  }),
})

export enum DnsStatusEnum {
  NOT_STARTED = 'NOT_STARTED',
  PENDING = 'PENDING',
  VERIFIED = 'VERIFIED',
  AT_RISK = 'AT_RISK',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
  NOT_REQUIRED = 'NOT_REQUIRED',
}
registerEnumType(DnsStatusEnum, {
  name: 'DnsStatus',
  description: 'State of a DNS record (R-DOM-18).',
  valuesConfig: describe({
    NOT_STARTED: 'A watched record that does not exist.',
    PENDING: 'Not there yet, or not right; looked for again.',
    VERIFIED: 'Right.',
    AT_RISK: 'Was right and is gone; still counts until the deadline (R-DOM-5).',
    FAILED: 'Wrong, or not there in time.',
    UNKNOWN: 'DNS was asked and has given no answer yet.',
    NOT_REQUIRED: 'Belongs to another sender or reception.',
  }),
})
