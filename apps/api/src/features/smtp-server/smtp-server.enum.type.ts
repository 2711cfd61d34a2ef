import { registerEnumType } from 'type-graphql'

const describe = (descriptions: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [name, { description }]))

export enum SmtpSecurityEnum {
  NONE = 'NONE',
  STARTTLS = 'STARTTLS',
  TLS = 'TLS',
}
registerEnumType(SmtpSecurityEnum, {
  name: 'SmtpSecurity',
  description: 'How a connection to an SMTP server is protected (R-SMTP-1).',
  valuesConfig: describe({
    NONE: 'Not at all: no password is sent.',
    STARTTLS: 'By STARTTLS before anything else; a server that does not offer it is not used.',
    TLS: 'By TLS from the first byte.',
  }),
})

export enum SmtpTestResultEnum {
  OK = 'OK',
  HOST_NOT_FOUND = 'HOST_NOT_FOUND',
  HOST_NOT_ALLOWED = 'HOST_NOT_ALLOWED',
  CONNECTION_REFUSED = 'CONNECTION_REFUSED',
  TIMED_OUT = 'TIMED_OUT',
  TLS_FAILED = 'TLS_FAILED',
  AUTHENTICATION_FAILED = 'AUTHENTICATION_FAILED',
  REFUSED_BY_SERVER = 'REFUSED_BY_SERVER',
}
registerEnumType(SmtpTestResultEnum, {
  name: 'SmtpTestResult',
  description: 'What a test of an SMTP server came to (R-SMTP-1).',
  valuesConfig: describe({
    OK: 'Connected, signed in where there is a password, and, on wish, a mail was taken.',
    HOST_NOT_FOUND: 'DNS has no address of the host.',
    HOST_NOT_ALLOWED:
      'The host has no public address, or the port is not one of mail (25, 465, 587, 2525). The operator can allow networks.',
    CONNECTION_REFUSED: 'Nothing listens on the port, or no way leads there.',
    TIMED_OUT: 'Not done within 15 seconds.',
    TLS_FAILED: 'No TLS where it is asked for, or a certificate that is not valid for the host.',
    AUTHENTICATION_FAILED: 'The server refused the sign-in.',
    REFUSED_BY_SERVER: 'The server refused something else, or hung up; see the reply.',
  }),
})
