import type { Texts } from '../texts.js'

const texts: Texts = {
  problems: {
    REQUIRED: 'Enter or choose a value.',
    INVALID: 'This value cannot be used. Check it and try again.',
    TOO_LONG: 'Use at most {limit} {limit?character|characters}. There are {count} now.',
    OUT_OF_RANGE: 'Enter a number from {min} to {max}. You entered {found}.',
    EXACTLY_ONE: 'Choose exactly one: {of:choices}.',
    NOT_UNIQUE: 'This exists already; capital letters make no difference. Choose another one.',
    REFERENCE_NOT_FOUND: 'This {type:kinds} does not exist or was deleted ({id}). Choose another one.',
    LIMIT_REACHED:
      'You can have {limit} {key:limits#limit} ({count} now). Remove one first, or ask the operator to raise the limit.',
    IN_USE: 'This is used in {count} {count?place|places}. Change the settings that refer to it, then delete it.',
    STALE_VERSION: 'Somebody else changed this while you were editing. Compare both versions and save again.',
    CONFIRMATION_MISMATCH: 'This is not the name that confirms the deletion. Enter the name exactly as shown.',
    INVALID_CREDENTIALS: 'Email address or password is wrong. Check both and try again.',
    IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used for another request. Use a new key.',
    EDITION_WITHOUT_EMAIL:
      'The organisation’s edition does not include email: you can view, delete and turn off, but not create or change. Ask the operator for another edition.',
    FORBIDDEN_CHARACTERS: 'Remove invisible control or text-direction characters. Found: {found}.',
    TOO_SHORT: 'Use at least {limit} {limit?character|characters}. There are {count} now.',
    PASSWORD_TOO_COMMON:
      'This password is easy to guess. Choose one that is not on lists of common passwords and is neither your name nor your email address.',
    SET_UP_TOKEN_INVALID:
      'This set-up link is wrong or was used already. Open the link that the server printed at its last start.',
    LAST_OWNER: 'This is the organisation’s last Owner. Make another member Owner first.',
    ROLE_BUILT_IN: 'This role belongs to every organisation and stays as it is. Duplicate it and change the copy.',
    OWN_ROLE_NEEDS:
      'This is your own role. Without the permission {found} you could not change it back: ask somebody else to take it away.',
    SECOND_FACTOR_REQUIRED: 'Enter the code that your authenticator app shows, or a recovery code.',
    SECOND_FACTOR_INVALID: 'This code is wrong, or was used already. Enter the one that the app shows now.',
    PASSWORD_WRONG: 'This is not your password. Try again.',
    INVITATION_INVALID: 'This invitation is not valid any more. Ask whoever invited you for a new one.',
    RESET_LINK_INVALID: 'This link is not valid any more. Ask for a new one.',
    PERMISSION_NOT_OWN: 'You do not have the permission {found} yourself. Leave it out, or ask somebody who has it.',
    API_KEY_EXPIRY: 'Choose a time from now to at most {limit} days ahead. You entered {found}.',
    SLUG_RESERVED: '{found} is reserved. Choose another short name.',
    ORGANIZATION_SUSPENDED: 'The organisation is suspended by the operator.',

    DOMAIN_SYNTAX: '{found} is not a domain name. Use letters, digits, hyphens and dots, like support.example.com.',
    DOMAIN_SINGLE_LABEL: '{found} has only one part. Enter the full name, like support.example.com.',
    DOMAIN_TOO_LONG:
      'This name is too long: at most {limit} characters, {count} found. A part between two dots has at most 63.',
    DOMAIN_URL: '{found} is a web address. Enter only the domain: {proposal}.',
    DOMAIN_AT: '{found} is an email address. Enter only the part after the @: {proposal}.',
    DOMAIN_PORT: '{found} has a port number. Enter only the domain: {proposal}.',
    DOMAIN_IP: '{found} is an IP address. Enter a domain name, like support.example.com.',
    DOMAIN_WILDCARD: '{found} has a wildcard (*). Enter each domain by its own name.',
    DOMAIN_UNDERSCORE: '{found} has an underscore. Use letters, digits and hyphens.',
    DOMAIN_RESERVED: '{found} is a reserved name that cannot receive email. Enter a domain that you own.',
    DOMAIN_PLATFORM_ROOT: '{found} belongs to this platform. Enter a domain that you own.',
    DOMAIN_PUBLIC_SUFFIX: '{found} is an ending that many share. Put your own name before it, like example.{found}.',
    DOMAIN_FREE_MAIL: '{found} belongs to a mail provider. Enter a domain that you own.',
    DOMAIN_EXISTS: '{found} exists already. Open it in your list, or enter another name.',
    DOMAIN_MIXED_SCRIPTS:
      '{found} mixes letters of different scripts that may look alike. Check that this is the name you mean.',

    DOMAIN_HAS_ADDRESSES:
      'This domain still has {count} {count?address|addresses}. Enter the domain’s name to delete {count?it|them} too.',
    MAIL_FROM_NOT_SUBDOMAIN: '{found} is not a subdomain of {domain}. Enter a name that ends in .{domain}.',
    MAIL_FROM_IS_DOMAIN: '{found} is used for email addresses. Choose another subdomain, only for bounces.',
    MAIL_FROM_UNDER_SMTP: 'MAIL FROM is for sending by the platform. Leave it empty while an SMTP server sends.',
    HOST_SYNTAX:
      '{found} is neither a host name nor an IP address. Enter a name like smtp.example.com, or an address like 192.0.2.1.',
    SMTP_PASSWORD_WITHOUT_TLS:
      'Without TLS the password could be read on its way. Choose STARTTLS or TLS, or leave the password empty.',
    SMTP_PASSWORD_VOID:
      'The stored password was for the former settings and has been removed. Enter the password again.',
    OWNERSHIP_PENDING: 'Ownership is not verified yet. Add the TXT record with the verification value to your DNS.',
    OWNERSHIP_FAILED:
      'The TXT record for ownership was not found within 72 hours. Check the record, then restart the verification.',
    OWNERSHIP_CONTESTED:
      'Another organisation has added this name too. Add the TXT record: whoever verifies first owns it.',
    CLAIMED_ELSEWHERE:
      'Another organisation owns this name. It comes to you when that organisation deletes it or its proof is gone from DNS for 72 hours.',
    SMTP_NOT_TESTED: 'The SMTP server has not passed a test since its last change. Test the connection.',
    MX_MISSING: 'There is no MX record yet. Add the MX record to your DNS to receive email.',
    MX_WRONG: 'The MX record does not lead here. Change it as shown to receive email.',
    OWNERSHIP_AT_RISK:
      'The TXT record for ownership has disappeared. Sending stops on {deadline:time} unless you add it again.',
    MX_MOVES_ALL_MAIL:
      'This name already receives email at {found}. Changing its MX record moves all of it. Use a subdomain like {proposal}, or redirect single addresses.',
    DMARC_WILL_FAIL:
      'Your DMARC policy ({policy}) makes receivers refuse or sort out email sent from here. Verify DKIM or a matching MAIL FROM first.',

    DNS_NAME_DOUBLED: 'Your DNS provider added the domain again: {found}. Enter only {proposal}.',
    DNS_QUOTED: 'The value was saved with quotes in it: {found}. Enter it without quotes.',
    DNS_CUT: 'The value was cut: {count} characters of {limit} arrived ({found}). Copy the whole value again.',
    DNS_CNAME: 'A CNAME to {found} stands at this name, so nothing else can. Delete the CNAME, then add the record.',
    DNS_AT_APEX: 'The value was found at {found}, one name too high. Move the record to the host shown.',
    DNS_AT_HOST: 'The value was found at {found}. Move the record to the host shown.',
    DNS_OLD_TOKEN: 'An older verification value was found: {found}. Replace it with the value shown.',
    DNS_MX_IP: 'The MX record names an IP address ({found}). Enter the host name shown instead.',
    DNS_MX_CNAME: 'The MX record leads to {found}, which is a CNAME. Enter the host name shown instead.',
    DNS_MX_NOT_BEST:
      'Our MX record is there, but {found} has a better preference and gets the email. Delete it, or give ours the lowest number.',
    DNS_MX_EQUAL: 'Our MX record shares its preference with {found}, so email goes to both. Delete the other one.',
    DNS_MX_NULL:
      'The MX record says that this domain receives no email (a single dot). Replace it with the record shown.',
    DNS_MX_IMPLICIT: 'There is no MX record, so email goes to the web server ({found}). Add the MX record shown.',
    DNS_MX_OTHER: 'The MX record leads to another host: {found}. Replace it with the record shown.',
    DNS_SPF_TWICE: 'There are {count} SPF records, but only one is allowed. Replace them with: {proposal}',
    DNS_SPF_TOO_MANY_LOOKUPS:
      'The SPF record needs {count} look-ups; receivers stop at {limit}. Remove an include that you no longer need.',
    DNS_SPF_SERVER_MISSING:
      'The SPF record does not let your SMTP server {found} send for the domain. Replace it with: {proposal}',
    DNS_WRONG_VALUE: 'Another value was found: {found}. Replace it with the value shown.',
    DNS_FOREIGN_ANSWER:
      'The answer comes from another domain through a CNAME ({found}) and proves nothing. Add the record to your own zone.',
    DNS_UNREACHABLE:
      'Your DNS servers did not answer. Nothing changes until they do; we keep asking. Check that they are up.',

    ADDRESS_SYNTAX: '{found} is not an email address that can be used here. Check the part before and after the @.',
    ADDRESS_EXISTS: '{found} already exists. Open it in the list, or choose another one.',
    FROM_NAME_HAS_ADDRESS:
      'The from name contains an email address ({found}), which may mislead customers. Use a plain name.',
    BCC_DUPLICATE: '{found} is in the list already. Remove one of the two.',
    CARRIED_OVER: 'Reply-to address and BCC recipients are those of {from}. Clear them here, or change them there.',
    BCC_LOOP: '{found} is one of your own addresses: copies would come back in. Choose a mailbox outside.',
    REPLY_TO_OUTSIDE: 'Replies to {found} do not come back here. Keep it only if you want that.',
    UNKNOWN_RECIPIENT: 'No address here receives mail for {recipient}. Check the spelling.',
    FLOW_UNPUBLISHED: 'The flow {flow} is not published. Publish it, or choose another one.',
    DOMAIN_CANNOT_RECEIVE: '{domain} cannot receive email yet. Open its DNS records to see what is missing.',
    DOMAIN_CANNOT_SEND: '{domain} cannot send email yet. Open its DNS records to see what is missing.',
    FROM_DOMAIN_CANNOT_SEND:
      'The from address is on {domain}, which cannot send email yet. Open its DNS records, or choose another from address.',
    QUEUE_WITHOUT_MEMBERS: 'The queue {queue} has no members, so email would wait for ever. Add members to it.',
    NO_AGENT_MATCHES:
      'None of the {count} {count?member|members} of {queue} has all these skills and the language, so email would wait for ever. Ask for less, or add skills.',
    SIGNATURE_HIDDEN_FROM_AGENTS: 'Agents do not see this signature. Tell them, or it may appear twice.',
    WRONG_KIND: 'This is a {found:kinds}. Choose a {expected:kinds}.',
    PLACEHOLDER_UNKNOWN:
      'The placeholder {found} does not exist. Use agent.name, organization.name or address in double braces.',
    SIGNATURE_LINK_MISLEADS: 'The link text names {text}, but the link leads to {target}. Make both the same.',

    HTML_TOO_COMPLEX: 'This HTML is too intricate: cleaning it takes more than {limit} ms. Simplify it.',
    MAIL_UNREADABLE: 'This is no email that can be read.',
    MAIL_TOO_MUCH_TO_READ:
      'The email has too much to read: at most {limit} {what:mailLimits}, and it has {count} or more.',
    MAIL_TAKES_TOO_LONG: 'The email cannot be read within {seconds} seconds and {megabytes} MB of memory.',
    FLOW_TAKES_TOO_LONG:
      'The flows of this organisation do not decide about this email within {seconds} seconds and {megabytes} MB of memory. Use fewer or simpler patterns.',
    DECISION_TOO_LONG:
      'This decision takes {count} steps; at most {limit} are made here. Try the email with fewer recipients.',
    NO_RECIPIENTS: 'Enter at least one recipient.',
    TOO_MANY_RECIPIENTS:
      'An email may have at most {limit} {limit?recipient|recipients}, with those that settings add. You see {count}, {automatic} of them added by settings. Remove some.',
    MESSAGE_TOO_LARGE:
      'This email has {size:bytes} after encoding; at most {limit:bytes} can be sent. Remove attachments.',
    TOO_MANY_ATTACHMENTS: 'An email may have at most {limit} {limit?attachment|attachments}. This one has {count}.',

    FLOW_MUST_END: 'The flow has no end. Let its last action be a queue or disconnect.',
    FLOW_TOO_MANY_RULES: 'A flow can have {limit} rules; this one has {count}. Remove rules, or join some with “any”.',
    FLOW_TOO_DEEP: 'Conditions may be nested {limit} deep; these are {count} deep. Split the rule.',
    FLOW_OPERATOR_UNSUPPORTED:
      '“{field:fields}” cannot be compared with “{operator:operators}” and this value. Choose another comparison.',
    FLOW_RULE_UNREACHABLE:
      'The rule “{rule}” never applies: “{by}” before it catches everything that it would. Move it up, or delete it.',
    FLOW_RULE_NEVER_MATCHES: 'The rule “{rule}” never applies: its conditions contradict each other. Change them.',
    FLOW_TOO_MANY_COMPARISONS:
      'There are {count} conditions; {limit} are allowed here. Use “is one of”, or another flow.',
    FLOW_TOO_MANY_ENTRIES: 'There are {count} entries; {limit} are allowed here. Remove some.',
    PATTERN_INVALID: 'This pattern cannot be used at {found}: {why:patternMistakes}. Change it there.',
    PATTERN_TOO_LARGE: 'This pattern is too large: {count} steps, {limit} are allowed. Repeat less, or split it.',
    FLOW_PATTERNS_TOO_LARGE:
      'The patterns of this flow have {count} steps in all; {limit} are allowed. Use other comparisons where you can.',
    TIME_ZONE_UNKNOWN: '{found} is not a time zone. Use a name like Europe/Vienna.',
    FLOW_HOURS_INVALID:
      'From {from} to {to} ends before it begins. For a night use two entries: until 24:00, and from 00:00 the next day.',
  },
  names: {
    placements: { ON_SEND: 'added on sending', IN_EDITOR: 'in the editor' },
    frequencies: { ALL_OUTGOING: 'all outgoing emails', INITIAL_ONLY: 'first email only' },
    inclusions: { ALWAYS: 'Always included', NEVER: 'Never included', AGENT_DECIDES: 'The agent decides' },
    mailLimits: {
      bytes: 'bytes',
      lines: 'lines',
      headerBytes: 'bytes of headers',
      headers: 'header fields',
      parts: 'parts',
      depth: 'levels of parts',
    },
    limits: {
      domains: 'domain|domains',
      addressesPerDomain: 'address on a domain|addresses on a domain',
      bccPerAddress: 'BCC recipient|BCC recipients',
      recipients: 'recipient|recipients',
      messageBytes: 'byte in a message|bytes in a message',
      attachments: 'attachment|attachments',
      smtpServers: 'SMTP server|SMTP servers',
    },
    editions: {
      CX_1: 'CX 1',
      CX_1_DIGITAL_ADDON_II: 'CX 1 with Digital Add-on II',
      CX_2: 'CX 2',
      CX_2_DIGITAL: 'CX 2 Digital',
      CX_3: 'CX 3',
      CX_3_DIGITAL: 'CX 3 Digital',
    },
    verdicts: { PASS: 'Passed', FAIL: 'Failed', INCONCLUSIVE: 'Inconclusive' },
    fields: {
      FROM: 'Sender',
      FROM_DOMAIN: 'Sender’s domain',
      RECIPIENT: 'Recipient',
      SUBJECT: 'Subject',
      BODY: 'Text',
      HEADER: 'Header',
      ATTACHMENT_NAME: 'Attachment name',
      ATTACHMENT_TYPE: 'Attachment type',
      ATTACHMENT_COUNT: 'Number of attachments',
      SIZE_BYTES: 'Size in bytes',
      SPAM_VERDICT: 'Spam verdict',
      LANGUAGE: 'Language',
      RECEIVED_AT: 'Time of arrival',
    },
    operators: {
      EQUALS: 'equals',
      CONTAINS: 'contains',
      STARTS_WITH: 'starts with',
      ENDS_WITH: 'ends with',
      ONE_OF: 'is one of',
      MATCHES: 'matches the pattern',
      EXISTS: 'is present',
      LESS_THAN: 'is less than',
      GREATER_THAN: 'is greater than',
      WITHIN_SCHEDULE: 'is within the schedule',
    },
    patternMistakes: {
      LOOKAROUND: 'looking ahead or behind is not possible',
      BACKREFERENCE: 'referring to an earlier group is not possible',
      GROUP: 'this kind of group does not exist',
      BRACKET: 'a ] is missing',
      PARENTHESIS: 'a parenthesis has no partner',
      REPETITION: 'this repetition is not possible; up to 1000 times is',
      ESCAPE: 'this sign behind \\ means nothing',
      RANGE: 'this class of characters does not exist',
      OTHER: 'it is too large or too deep',
    },
    sources: {
      ENVELOPE: 'envelope',
      DELIVERED_TO: 'Delivered-To',
      X_ORIGINAL_TO: 'X-Original-To',
      TO: 'To',
      CC: 'Cc',
      REPLY_TO: 'Reply-To of the customer',
      FROM: 'Sender of the email',
    },
    kinds: {
      EmailAddress: 'address',
      Queue: 'queue',
      Flow: 'flow',
      Skill: 'skill',
      Language: 'language',
      CannedResponse: 'canned response',
      EmailDomain: 'domain',
      SmtpServer: 'SMTP server',
      User: 'user',
      Role: 'role',
      Organization: 'organisation',
      SIGNATURE: 'signature',
      REPLY: 'reply',
    },
    choices: {
      queue: 'queue',
      flow: 'flow',
      none: 'none',
      disconnect: 'disconnect',
      transferToQueue: 'To queue',
      all: 'all',
      any: 'any',
      not: 'not',
      compare: 'comparison',
      setPriority: 'Set priority',
      addSkillIds: 'Add skills',
      removeSkillIds: 'Remove skills',
      setLanguageId: 'Set language',
      addLabel: 'Add label',
      autoReplyId: 'Automatic reply',
    },
    states: { OPEN: 'open', DISCONNECTED: 'disconnected' },
    reasons: {
      AUTO_GENERATED: 'the email is automatic itself',
      SPAM: 'the email is spam',
      OWN_ADDRESS: 'the sender is one of your own addresses',
      RECENT: 'the sender got one in the last 24 hours',
      NO_SENDER: 'the email names no sender',
    },
  },
}

export default texts
