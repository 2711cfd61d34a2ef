import type { Texts } from '../texts.js'

const texts: Texts = {
  problems: {
    REQUIRED: 'Geben Sie einen Wert ein oder wählen Sie einen aus.',
    INVALID: 'Dieser Wert ist nicht möglich. Prüfen Sie ihn und versuchen Sie es erneut.',
    TOO_LONG: 'Verwenden Sie höchstens {limit} Zeichen. Jetzt sind es {count}.',
    OUT_OF_RANGE: 'Geben Sie eine Zahl von {min} bis {max} ein. Sie haben {found} eingegeben.',
    EXACTLY_ONE: 'Wählen Sie genau eines aus: {of:choices}.',
    NOT_UNIQUE: 'Das gibt es schon; Groß- und Kleinschreibung zählt nicht. Wählen Sie etwas anderes.',
    REFERENCE_NOT_FOUND: '{type:kinds} nicht gefunden oder gelöscht ({id}). Wählen Sie einen anderen Eintrag.',
    LIMIT_REACHED:
      'Möglich: {limit} {key:limits#limit} (jetzt {count}). Entfernen Sie zuerst etwas oder bitten Sie den Betreiber, das Limit zu erhöhen.',
    IN_USE:
      'Dies wird an {count} {count?Stelle|Stellen} verwendet. Ändern Sie die Einstellungen, die darauf verweisen, und löschen Sie es dann.',
    STALE_VERSION:
      'Jemand anderes hat dies inzwischen geändert. Vergleichen Sie beide Fassungen und speichern Sie erneut.',
    CONFIRMATION_MISMATCH:
      'Dieser Name bestätigt das Löschen nicht. Geben Sie den Namen genau so ein, wie er angezeigt wird.',
    INVALID_CREDENTIALS: 'E-Mail-Adresse oder Passwort ist falsch. Prüfen Sie beides und versuchen Sie es erneut.',
    IDEMPOTENCY_KEY_REUSED:
      'Dieser Idempotenzschlüssel gehört zu einer anderen Anfrage. Verwenden Sie einen neuen Schlüssel.',
    EDITION_WITHOUT_EMAIL:
      'Die Edition der Organisation enthält keine E-Mail: Sie können ansehen, löschen und abschalten, aber nichts anlegen oder ändern. Bitten Sie den Betreiber um eine andere Edition.',
    FORBIDDEN_CHARACTERS: 'Entfernen Sie unsichtbare Steuer- oder Schreibrichtungszeichen. Gefunden: {found}.',
    TOO_SHORT: 'Verwenden Sie mindestens {limit} Zeichen. Jetzt sind es {count}.',
    PASSWORD_TOO_COMMON:
      'Dieses Passwort ist leicht zu erraten. Wählen Sie eines, das nicht auf Listen häufiger Passwörter steht und weder Ihr Name noch Ihre E-Mail-Adresse ist.',
    SET_UP_TOKEN_INVALID:
      'Dieser Einrichtungslink ist falsch oder schon benutzt. Öffnen Sie den Link, den der Server beim letzten Start ausgegeben hat.',
    LAST_OWNER: 'Das ist der letzte Inhaber der Organisation. Machen Sie zuerst ein anderes Mitglied zum Inhaber.',
    ROLE_BUILT_IN:
      'Diese Rolle gehört zu jeder Organisation und bleibt, wie sie ist. Duplizieren Sie sie und ändern Sie die Kopie.',
    OWN_ROLE_NEEDS:
      'Das ist Ihre eigene Rolle. Ohne die Berechtigung „{found:permissions}“ könnten Sie sie nicht zurückändern: Bitten Sie jemand anderen, sie zu entziehen.',
    SECOND_FACTOR_REQUIRED:
      'Geben Sie den Code ein, den Ihre Authenticator-App zeigt, oder einen Wiederherstellungscode.',
    SECOND_FACTOR_INVALID:
      'Dieser Code ist falsch oder wurde schon benutzt. Geben Sie den ein, den die App jetzt zeigt.',
    PASSWORD_WRONG: 'Das ist nicht Ihr Passwort. Versuchen Sie es erneut.',
    REAUTHENTICATION_REQUIRED:
      'Ihre Anmeldung ist eine Weile her. Geben Sie Ihr Passwort ein, um zu bestätigen, dass Sie es sind.',
    INVITATION_INVALID: 'Diese Einladung gilt nicht mehr. Bitten Sie um eine neue.',
    RESET_LINK_INVALID: 'Dieser Link gilt nicht mehr. Bitten Sie um einen neuen.',
    PERMISSION_NOT_OWN:
      'Sie haben die Berechtigung „{found:permissions}“ selbst nicht. Lassen Sie sie weg oder fragen Sie jemanden, der sie hat.',
    API_KEY_EXPIRY:
      'Wählen Sie einen Zeitpunkt in der Zukunft, höchstens {limit} Tage von jetzt an. Eingegeben: {found:time}.',
    SLUG_RESERVED: '{found} ist reserviert. Wählen Sie einen anderen Kurznamen.',
    ORGANIZATION_SUSPENDED: 'Der Betreiber hat die Organisation gesperrt.',

    DOMAIN_SYNTAX:
      '{found} ist kein Domainname. Verwenden Sie Buchstaben, Ziffern, Bindestriche und Punkte, etwa support.example.com.',
    DOMAIN_SINGLE_LABEL: '{found} hat nur einen Teil. Geben Sie den vollständigen Namen ein, etwa support.example.com.',
    DOMAIN_TOO_LONG:
      'Dieser Name ist zu lang: höchstens {limit} Zeichen, gefunden {count}. Ein Teil zwischen zwei Punkten hat höchstens 63.',
    DOMAIN_URL: '{found} ist eine Webadresse. Geben Sie nur die Domain ein: {proposal}.',
    DOMAIN_AT: '{found} ist eine E-Mail-Adresse. Geben Sie nur den Teil nach dem @ ein: {proposal}.',
    DOMAIN_PORT: '{found} enthält einen Port. Geben Sie nur die Domain ein: {proposal}.',
    DOMAIN_IP: '{found} ist eine IP-Adresse. Geben Sie einen Domainnamen ein, etwa support.example.com.',
    DOMAIN_WILDCARD: '{found} enthält einen Platzhalter (*). Geben Sie jede Domain mit ihrem eigenen Namen ein.',
    DOMAIN_UNDERSCORE: '{found} enthält einen Unterstrich. Verwenden Sie Buchstaben, Ziffern und Bindestriche.',
    DOMAIN_RESERVED:
      '{found} ist ein reservierter Name, der keine E-Mails empfangen kann. Geben Sie eine Domain ein, die Ihnen gehört.',
    DOMAIN_PLATFORM_ROOT: '{found} gehört zu dieser Plattform. Geben Sie eine Domain ein, die Ihnen gehört.',
    DOMAIN_PUBLIC_SUFFIX:
      '{found} ist eine Endung, die viele teilen. Setzen Sie Ihren eigenen Namen davor, etwa example.{found}.',
    DOMAIN_FREE_MAIL: '{found} gehört einem Mailanbieter. Geben Sie eine Domain ein, die Ihnen gehört.',
    DOMAIN_EXISTS:
      '{found} gibt es schon. Öffnen Sie die Domain in Ihrer Liste oder geben Sie einen anderen Namen ein.',
    DOMAIN_MIXED_SCRIPTS:
      '{found} mischt Buchstaben verschiedener Schriften, die gleich aussehen können. Prüfen Sie, ob dies der gemeinte Name ist.',

    DOMAIN_HAS_ADDRESSES:
      'Diese Domain hat noch {count} {count?Adresse|Adressen}. Geben Sie den Namen der Domain ein, um {count?sie|alle} mit zu löschen.',
    MAIL_FROM_NOT_SUBDOMAIN:
      '{found} ist keine Subdomain von {domain}. Geben Sie einen Namen ein, der auf .{domain} endet.',
    MAIL_FROM_IS_DOMAIN:
      '{found} wird für E-Mail-Adressen verwendet. Wählen Sie eine andere Subdomain, nur für Rückläufer.',
    MAIL_FROM_UNDER_SMTP:
      'MAIL FROM gehört zum Senden durch die Plattform. Lassen Sie es leer, solange ein SMTP-Server sendet.',
    HOST_SYNTAX:
      '{found} ist weder ein Hostname noch eine IP-Adresse. Geben Sie einen Namen wie smtp.example.com oder eine Adresse wie 192.0.2.1 ein.',
    SMTP_PASSWORD_WITHOUT_TLS:
      'Ohne TLS könnte das Passwort unterwegs gelesen werden. Wählen Sie STARTTLS oder TLS, oder lassen Sie das Passwort leer.',
    SMTP_PASSWORD_VOID:
      'Das gespeicherte Passwort galt für die früheren Einstellungen und wurde entfernt. Geben Sie das Passwort erneut ein.',
    OWNERSHIP_PENDING:
      'Die Inhaberschaft ist noch nicht geprüft. Legen Sie den TXT-Eintrag mit dem Prüfwert in Ihrem DNS an.',
    OWNERSHIP_FAILED:
      'Der TXT-Eintrag für die Inhaberschaft wurde 72 Stunden lang nicht gefunden. Prüfen Sie den Eintrag und starten Sie die Prüfung neu.',
    OWNERSHIP_CONTESTED:
      'Eine andere Organisation hat diesen Namen auch angelegt. Legen Sie den TXT-Eintrag an: Wer zuerst geprüft ist, dem gehört er.',
    CLAIMED_ELSEWHERE:
      'Dieser Name gehört einer anderen Organisation. Er geht an Sie über, wenn sie ihn löscht oder ihr Nachweis 72 Stunden lang im DNS fehlt.',
    SMTP_NOT_TESTED: 'Der SMTP-Server hat seit der letzten Änderung keinen Test bestanden. Testen Sie die Verbindung.',
    MX_MISSING: 'Es gibt noch keinen MX-Eintrag. Legen Sie ihn in Ihrem DNS an, um E-Mails zu empfangen.',
    MX_WRONG: 'Der MX-Eintrag führt nicht hierher. Ändern Sie ihn wie angezeigt, um E-Mails zu empfangen.',
    OWNERSHIP_AT_RISK:
      'Der TXT-Eintrag für die Inhaberschaft ist verschwunden. Am {deadline:time} endet das Senden, wenn Sie ihn nicht wieder anlegen.',
    MX_MOVES_ALL_MAIL:
      'Dieser Name empfängt schon E-Mails bei {found}. Ein anderer MX-Eintrag zieht sie alle um. Verwenden Sie eine Subdomain wie {proposal} oder leiten Sie einzelne Adressen um.',
    DMARC_WILL_FAIL:
      'Mit Ihrer DMARC-Richtlinie ({policy}) werden E-Mails von hier abgelehnt oder aussortiert. Richten Sie zuerst DKIM oder ein passendes MAIL FROM ein.',

    DNS_NAME_DOUBLED: 'Ihr DNS-Anbieter hat die Domain noch einmal angehängt: {found}. Geben Sie nur {proposal} ein.',
    DNS_QUOTED: 'Der Wert wurde mit Anführungszeichen gespeichert: {found}. Geben Sie ihn ohne sie ein.',
    DNS_CUT:
      'Der Wert ist abgeschnitten: {count} von {limit} Zeichen sind da ({found}). Kopieren Sie den ganzen Wert erneut.',
    DNS_CNAME:
      'Unter diesem Namen steht ein CNAME auf {found}, daher kann dort nichts anderes stehen. Löschen Sie den CNAME und legen Sie dann den Eintrag an.',
    DNS_AT_APEX:
      'Der Wert wurde bei {found} gefunden, einen Namen zu hoch. Verschieben Sie den Eintrag an die angezeigte Stelle.',
    DNS_AT_HOST: 'Der Wert wurde bei {found} gefunden. Verschieben Sie den Eintrag an die angezeigte Stelle.',
    DNS_OLD_TOKEN: 'Ein älterer Prüfwert wurde gefunden: {found}. Ersetzen Sie ihn durch den angezeigten Wert.',
    DNS_MX_IP: 'Der MX-Eintrag nennt eine IP-Adresse ({found}). Geben Sie stattdessen den angezeigten Hostnamen ein.',
    DNS_MX_CNAME:
      'Der MX-Eintrag führt zu {found}, und das ist ein CNAME. Geben Sie stattdessen den angezeigten Hostnamen ein.',
    DNS_MX_PRIORITY_TWICE:
      'Die Priorität steht auch im Wert: „{found}“. Geben Sie als Wert {proposal} ein und die Priorität in ihrem eigenen Feld.',
    DNS_MX_NOT_BEST:
      'Unser MX-Eintrag ist da, aber {found} hat Vorrang und bekommt die E-Mails. Löschen Sie ihn oder geben Sie unserem die kleinste Zahl.',
    DNS_MX_EQUAL:
      'Unser MX-Eintrag teilt sich den Vorrang mit {found}, E-Mails gehen an beide. Löschen Sie den anderen.',
    DNS_MX_NULL:
      'Laut MX-Eintrag empfängt diese Domain keine E-Mails (ein einzelner Punkt). Ersetzen Sie ihn durch den angezeigten Eintrag.',
    DNS_MX_IMPLICIT:
      'Es gibt keinen MX-Eintrag, daher gehen E-Mails an den Webserver ({found}). Legen Sie den angezeigten MX-Eintrag an.',
    DNS_MX_OTHER:
      'Der MX-Eintrag führt zu einem anderen Host: {found}. Ersetzen Sie ihn durch den angezeigten Eintrag.',
    DNS_SPF_TWICE: 'Es gibt {count} SPF-Einträge, erlaubt ist nur einer. Ersetzen Sie sie durch: {proposal}',
    DNS_SPF_TOO_MANY_LOOKUPS:
      'Der SPF-Eintrag braucht {count} Abfragen; Empfänger hören bei {limit} auf. Entfernen Sie ein include, das Sie nicht mehr brauchen.',
    DNS_SPF_SERVER_MISSING:
      'Der SPF-Eintrag lässt Ihren SMTP-Server {found} nicht für die Domain senden. Ersetzen Sie ihn durch: {proposal}',
    DNS_WRONG_VALUE: 'Ein anderer Wert wurde gefunden: {found}. Ersetzen Sie ihn durch den angezeigten Wert.',
    DNS_FOREIGN_ANSWER:
      'Die Antwort kommt über einen CNAME von einer anderen Domain ({found}) und beweist nichts. Legen Sie den Eintrag in Ihrer eigenen Zone an.',
    DNS_WILDCARD:
      'Hier antwortet ein Eintrag für alle Namen (ein Wildcard-Eintrag wie {found}). Legen Sie den Eintrag selbst an; der Wildcard-Eintrag kann bleiben.',
    DNS_UNREACHABLE:
      'Ihre DNS-Server haben nicht geantwortet. Bis dahin ändert sich nichts; wir fragen weiter. Prüfen Sie, ob sie laufen.',

    ADDRESS_SYNTAX: '{found} ist keine E-Mail-Adresse, die hier möglich ist. Prüfen Sie den Teil vor und nach dem @.',
    ADDRESS_EXISTS: '{found} gibt es schon. Öffnen Sie die Adresse in der Liste oder wählen Sie eine andere.',
    FROM_NAME_HAS_ADDRESS:
      'Der Absendername enthält eine E-Mail-Adresse ({found}), das kann Kunden täuschen. Verwenden Sie einen einfachen Namen.',
    BCC_DUPLICATE: '{found} steht schon in der Liste. Entfernen Sie eine von beiden.',
    CARRIED_OVER: 'Antwortadresse und BCC-Empfänger gelten von {from}. Leeren Sie sie hier oder ändern Sie sie dort.',
    BCC_LOOP: '{found} ist eine Ihrer eigenen Adressen: Kopien kämen wieder herein. Wählen Sie ein Postfach außerhalb.',
    REPLY_TO_OUTSIDE: 'Antworten an {found} kommen nicht hierher zurück. Lassen Sie es nur so, wenn Sie das wollen.',
    UNKNOWN_RECIPIENT: 'Für {recipient} nimmt hier keine Adresse E-Mails an. Prüfen Sie die Schreibweise.',
    FLOW_UNPUBLISHED:
      'Der Flow {flow} ist nicht veröffentlicht. Veröffentlichen Sie ihn oder wählen Sie einen anderen.',
    DOMAIN_CANNOT_RECEIVE:
      '{domain} kann noch keine E-Mails empfangen. Öffnen Sie die DNS-Einträge; dort steht, was fehlt.',
    DOMAIN_CANNOT_SEND: '{domain} kann noch keine E-Mails senden. Öffnen Sie die DNS-Einträge; dort steht, was fehlt.',
    FROM_DOMAIN_CANNOT_SEND:
      'Die Absenderadresse liegt auf {domain}, und diese Domain kann noch nicht senden. Öffnen Sie die DNS-Einträge oder wählen Sie eine andere Absenderadresse.',
    QUEUE_WITHOUT_MEMBERS:
      'Die Warteschlange {queue} hat keine Mitglieder, E-Mails würden ewig warten. Fügen Sie Mitglieder hinzu.',
    NO_AGENT_MATCHES:
      'Von {count} {count?Mitglied|Mitgliedern} der Warteschlange {queue} hat keines alle diese Fähigkeiten und die Sprache; E-Mails würden ewig warten. Verlangen Sie weniger oder ergänzen Sie Fähigkeiten.',
    SIGNATURE_HIDDEN_FROM_AGENTS:
      'Agenten sehen diese Signatur nicht. Sagen Sie es ihnen, sonst steht sie womöglich zweimal da.',
    WRONG_KIND: 'Gefunden: {found:kinds}. Erwartet wird: {expected:kinds}. Wählen Sie einen anderen Eintrag.',
    PLACEHOLDER_UNKNOWN:
      'Den Platzhalter {found} gibt es nicht. Verwenden Sie agent.name, organization.name oder address in doppelten geschweiften Klammern.',
    SIGNATURE_LINK_MISLEADS: 'Der Linktext nennt {text}, aber der Link führt zu {target}. Machen Sie beides gleich.',

    HTML_TOO_COMPLEX:
      'Dieses HTML ist zu verschachtelt: Das Bereinigen dauert länger als {limit} ms. Vereinfachen Sie es.',
    MAIL_UNREADABLE:
      'Das ist keine E-Mail, die sich lesen lässt: Das Lesen endete in Zeile {line}, nach {offset} Byte.',
    MAIL_TOO_MUCH_TO_READ:
      'An der E-Mail ist zu viel zu lesen: höchstens {limit} {what:mailLimits}, und sie hat mindestens {count}. Das Lesen endete in Zeile {line}, nach {offset} Byte.',
    MAIL_TAKES_TOO_LONG:
      'Die E-Mail lässt sich nicht in {seconds} {seconds?Sekunde|Sekunden} und mit {megabytes} MB Speicher lesen.',
    FLOW_TAKES_TOO_LONG:
      'Die Flows dieser Organisation entscheiden nicht in {seconds} {seconds?Sekunde|Sekunden} und mit {megabytes} MB Speicher über diese E-Mail. Verwenden Sie weniger oder einfachere Muster.',
    DECISION_TOO_LONG:
      'Diese Entscheidung braucht {count} Schritte; höchstens {limit} sind hier möglich. Prüfen Sie die E-Mail mit weniger Empfängern.',
    TOO_MANY_SAVED_TESTS: 'Es kann {limit} gespeicherte Tests geben (jetzt {count}). Löschen Sie zuerst einen.',
    TESTS_TAKE_TOO_LONG:
      'Die Tests brauchen zusammen länger als {seconds} {seconds?Sekunde|Sekunden}, deshalb lief dieser nicht. Führen Sie weniger aus oder vereinfachen Sie die Flows.',
    CSV_SEPARATOR:
      'Die Zellen dieser Datei sind durch {found:separators} getrennt. Speichern Sie sie mit Kommas dazwischen: CSV UTF-8 (durch Kommas getrennt).',
    CSV_COLUMN_UNKNOWN: 'Eine Spalte {found} gibt es nicht. Nehmen Sie Name und Platz aus der Vorlage.',
    CSV_COLUMN_MISSING: 'Die Spalte {column} fehlt. Fügen Sie sie hinzu; ihre Zellen dürfen leer sein.',
    CSV_COLUMN_TWICE: 'Die Spalte {column} ist zweimal da. Entfernen Sie eine von beiden.',
    CSV_QUOTES:
      'Die Anführungszeichen dieser Zeile stimmen nicht. Setzen Sie eine Zelle mit Anführungszeichen in solche und verdoppeln Sie die inneren.',
    CSV_CELL_COUNT:
      'Diese Zeile hat {found} Zellen, die Kopfzeile {expected}. Eine Zelle mit Komma braucht Anführungszeichen.',
    CSV_TOO_MANY_LINES: 'Die Datei hat {count} Adressen; höchstens {limit} gehen auf einmal. Teilen Sie sie.',
    CSV_ADDRESS_TWICE: 'Diese Adresse steht schon in Zeile {line}. Entfernen Sie eine der beiden Zeilen.',
    CSV_WORD_UNKNOWN: '{found} ist hier nicht möglich. Schreiben Sie eines dieser Wörter: {of}.',
    CSV_CELL_UNUSED:
      'Diese Zelle gilt nur mit {value} in der Spalte {column}. Leeren Sie sie oder ändern Sie jene Spalte.',
    CSV_CELL_ALONE:
      'Diese Zelle gilt nur, wenn die Spalte {column} gefüllt ist. Leeren Sie sie oder füllen Sie jene Spalte.',
    NO_RECIPIENTS: 'Geben Sie mindestens einen Empfänger ein.',
    TOO_MANY_RECIPIENTS:
      'Eine E-Mail darf höchstens {limit} Empfänger haben, mit denen aus den Einstellungen. Sie sehen {count}, davon {automatic} aus den Einstellungen. Entfernen Sie einige.',
    MESSAGE_TOO_LARGE:
      'Diese E-Mail hat kodiert {size:bytes}; höchstens {limit:bytes} können gesendet werden. Entfernen Sie Anhänge.',
    TOO_MANY_ATTACHMENTS: 'Eine E-Mail darf höchstens {limit} {limit?Anhang|Anhänge} haben. Diese hat {count}.',

    // A configuration file
    CONFIGURATION_SYNTAX: 'Die Datei ist bei „{found}“ nicht lesbar: {why:configurationMistakes}. Ändern Sie sie dort.',
    CONFIGURATION_VERSION: 'Die Datei muss mit mailroom: {expected} beginnen. Gefunden: {found}.',
    UNKNOWN_KEY: 'Den Schlüssel {found} gibt es hier nicht. Verwenden Sie {proposal}.',
    UNKNOWN_VALUE: 'Den Wert {found} gibt es hier nicht. Verwenden Sie einen von diesen: {of}.',
    WRONG_SHAPE:
      'Hierher gehört {expected:configurationShapes}; in der Datei steht {found:configurationShapes}. Ändern Sie das.',
    CONFIGURATION_MOVED:
      'Die Konfiguration oder die Datei hat sich seit diesem Plan geändert. Nichts wurde angewendet. Planen Sie noch einmal.',
    CONFIGURATION_TOO_MANY_CHANGES:
      'Die Datei ändert {count} Einträge; auf einmal gehen höchstens {limit}. Wenden Sie sie in Teilen an: zuerst mit weniger Einträgen.',
    DELETIONS_UNCONFIRMED:
      'In der Datei {count?fehlt|fehlen} {count} {count?vorhandener Eintrag|vorhandene Einträge}. Stimmen Sie dem Löschen zu, oder ergänzen Sie die Datei.',

    FLOW_MUST_END: 'Der Flow hat kein Ende. Die letzte Aktion muss eine Warteschlange oder Trennen sein.',
    FLOW_TOO_MANY_RULES:
      'Ein Flow kann {limit} Regeln haben; dieser hat {count}. Entfernen Sie Regeln oder fassen Sie welche zusammen.',
    FLOW_TOO_DEEP:
      'Bedingungen dürfen {limit} Ebenen tief sein; diese sind {count} Ebenen tief. Teilen Sie die Regel auf.',
    FLOW_OPERATOR_UNSUPPORTED:
      '„{field:fields}“ lässt sich nicht mit „{operator:operators}“ und diesem Wert vergleichen. Wählen Sie einen anderen Vergleich.',
    FLOW_RULE_UNREACHABLE:
      'Die Regel „{rule}“ greift nie: „{by}“ davor fängt alles ab, was sie träfe. Schieben Sie sie nach oben oder löschen Sie sie.',
    FLOW_RULE_NEVER_MATCHES:
      'Die Regel „{rule}“ greift nie: Ihre Bedingungen widersprechen einander. Ändern Sie die Bedingungen.',
    FLOW_TOO_MANY_COMPARISONS:
      'Es sind {count} Bedingungen; erlaubt sind hier {limit}. Verwenden Sie „ist eines von“ oder einen weiteren Flow.',
    FLOW_TOO_MANY_ENTRIES: 'Es sind {count} Einträge; erlaubt sind hier {limit}. Entfernen Sie einige.',
    PATTERN_INVALID: 'Dieses Muster geht bei {found} nicht: {why:patternMistakes}. Ändern Sie es dort.',
    PATTERN_TOO_LARGE:
      'Dieses Muster ist zu groß: {count} Schritte, erlaubt sind {limit}. Wiederholen Sie weniger oder teilen Sie es.',
    FLOW_PATTERNS_TOO_LARGE:
      'Die Muster dieses Flows haben zusammen {count} Schritte; erlaubt sind {limit}. Verwenden Sie wo möglich andere Vergleiche.',
    TIME_ZONE_UNKNOWN: '{found} ist keine Zeitzone. Verwenden Sie einen Namen wie Europe/Vienna.',
    FLOW_HOURS_INVALID:
      'Von {from} bis {to} endet vor dem Beginn. Für eine Nacht brauchen Sie zwei Einträge: bis 24:00 und ab 00:00 am nächsten Tag.',
  },
  inBytes: {
    TOO_LONG: 'Verwenden Sie höchstens {limit:bytes} ({limit} Byte). Jetzt sind es {count} Byte.',
  },
  comparison: { quoted: '„{value}“', before: 'liegt vor', after: 'liegt nach', closed: 'geschlossen am {dates}' },
  names: {
    placements: { ON_SEND: 'beim Senden angefügt', IN_EDITOR: 'im Editor' },
    frequencies: { ALL_OUTGOING: 'alle ausgehenden E-Mails', INITIAL_ONLY: 'nur die erste E-Mail' },
    inclusions: { ALWAYS: 'Immer enthalten', NEVER: 'Nie enthalten', AGENT_DECIDES: 'Der Agent entscheidet' },
    mailLimits: {
      bytes: 'Byte',
      lines: 'Zeilen',
      headerBytes: 'Byte an Kopfzeilen',
      headers: 'Kopfzeilen',
      parts: 'Teile',
      depth: 'Ebenen von Teilen',
    },
    limits: {
      domains: 'Domain|Domains',
      addressesPerDomain: 'Adresse je Domain|Adressen je Domain',
      bccPerAddress: 'BCC-Empfänger|BCC-Empfänger',
      recipients: 'Empfänger|Empfänger',
      messageBytes: 'Byte je Nachricht|Bytes je Nachricht',
      attachments: 'Anhang|Anhänge',
      smtpServers: 'SMTP-Server|SMTP-Server',
    },
    editions: {
      CX_1: 'CX 1',
      CX_1_DIGITAL_ADDON_II: 'CX 1 mit Digital Add-on II',
      CX_2: 'CX 2',
      CX_2_DIGITAL: 'CX 2 Digital',
      CX_3: 'CX 3',
      CX_3_DIGITAL: 'CX 3 Digital',
    },
    verdicts: { PASS: 'Sauber', FAIL: 'Gefunden', INCONCLUSIVE: 'Unsicher' },
    fields: {
      FROM: 'Absenderadresse',
      FROM_DOMAIN: 'Domain des Absenders',
      RECIPIENT: 'Empfänger',
      SUBJECT: 'Betreff',
      BODY: 'Text',
      HEADER: 'Kopfzeile',
      ATTACHMENT_NAME: 'Name eines Anhangs',
      ATTACHMENT_TYPE: 'Art eines Anhangs',
      ATTACHMENT_COUNT: 'Zahl der Anhänge',
      SIZE_BYTES: 'Größe in Byte',
      SPAM_VERDICT: 'Spam-Urteil',
      LANGUAGE: 'Sprache',
      RECEIVED_AT: 'Eingangszeit',
    },
    operators: {
      EQUALS: 'ist',
      CONTAINS: 'enthält',
      STARTS_WITH: 'beginnt mit',
      ENDS_WITH: 'endet mit',
      ONE_OF: 'ist eines von',
      MATCHES: 'passt zum Muster',
      EXISTS: 'ist vorhanden',
      LESS_THAN: 'ist kleiner als',
      GREATER_THAN: 'ist größer als',
      WITHIN_SCHEDULE: 'liegt in den Öffnungszeiten',
    },
    configurationMistakes: {
      SYNTAX: 'das ist kein YAML',
      ALIAS: 'Anker und Verweise (& und *) sind nicht erlaubt',
      TAG: 'Tags (!) sind nicht erlaubt',
      DUPLICATE_KEY: 'dieser Schlüssel steht hier zweimal',
      KEY_NOT_TEXT: 'ein Schlüssel muss ein Text sein',
      TOO_DEEP: 'es ist zu tief verschachtelt',
      SEVERAL_DOCUMENTS: 'hier beginnt ein zweites Dokument',
      TOO_LONG_TO_READ: 'das Lesen dauert zu lange',
    },
    configurationShapes: {
      MAP: 'Schlüssel mit Werten',
      LIST: 'eine Liste',
      TEXT: 'ein Text, in Anführungszeichen, wenn er wie eine Zahl aussieht',
      WHOLE_NUMBER: 'eine ganze Zahl',
      NUMBER: 'eine Zahl',
      BOOLEAN: 'true oder false',
      NOTHING: 'nichts',
    },
    patternMistakes: {
      LOOKAROUND: 'Vorausschauen und Zurückschauen gibt es nicht',
      BACKREFERENCE: 'Verweise auf eine frühere Gruppe gibt es nicht',
      GROUP: 'diese Art Gruppe gibt es nicht',
      BRACKET: 'ein ] fehlt',
      PARENTHESIS: 'einer Klammer fehlt die andere',
      REPETITION: 'diese Wiederholung gibt es nicht; bis zu 1000-mal geht',
      ESCAPE: 'dieses Zeichen nach \\ bedeutet nichts',
      RANGE: 'diese Klasse von Zeichen gibt es nicht',
      OTHER: 'es ist zu groß oder zu tief verschachtelt',
    },
    sources: {
      ENVELOPE: 'Umschlag',
      DELIVERED_TO: 'Delivered-To',
      X_ORIGINAL_TO: 'X-Original-To',
      TO: 'To',
      CC: 'Cc',
      REPLY_TO: 'Antwortadresse des Kunden',
      FROM: 'Absender der E-Mail',
    },
    kinds: {
      EmailAddress: 'Adresse',
      Queue: 'Warteschlange',
      Flow: 'Flow',
      Skill: 'Fähigkeit',
      Language: 'Sprache',
      CannedResponse: 'Textbaustein',
      EmailDomain: 'Domain',
      Member: 'Mitglied',
      SavedTest: 'Gespeicherter Test',
      SmtpServer: 'SMTP-Server',
      User: 'Benutzer',
      Role: 'Rolle',
      Organization: 'Organisation',
      SIGNATURE: 'Signatur',
      REPLY: 'Antwort',
    },
    actions: {
      setPriority: 'Priorität setzen',
      addSkillIds: 'Fähigkeiten hinzufügen',
      removeSkillIds: 'Fähigkeiten entfernen',
      setLanguageId: 'Sprache setzen',
      addLabel: 'Etikett hinzufügen',
      autoReplyId: 'Automatisch antworten',
      transferToQueue: 'In Warteschlange',
      disconnect: 'Trennen',
    },
    resources: {
      'routing:email': 'Domains und Adressen',
      'routing:queue': 'Warteschlangen',
      'routing:skill': 'Fähigkeiten und Sprachen',
      flow: 'Flows',
      responses: 'Textbausteine',
      smtp: 'SMTP-Server',
      'directory:user': 'Mitglieder',
      'authorization:role': 'Rollen',
      apiKey: 'API-Schlüssel',
      audit: 'Prüfprotokoll',
      organization: 'Einstellungen der Organisation',
    },
    rights: { view: 'Sehen', manage: 'Ändern', publish: 'Veröffentlichen' },
    separators: { ';': 'Semikolons', TAB: 'Tabulatoren' },
    choices: {
      queue: 'Warteschlange',
      flow: 'Flow',
      none: 'Keine',
      disconnect: 'Trennen',
      transferToQueue: 'In Warteschlange',
      all: 'alle',
      any: 'eine',
      not: 'nicht',
      compare: 'Vergleich',
      setPriority: 'Priorität setzen',
      addSkillIds: 'Fähigkeiten hinzufügen',
      removeSkillIds: 'Fähigkeiten entfernen',
      setLanguageId: 'Sprache setzen',
      addLabel: 'Etikett hinzufügen',
      autoReplyId: 'Automatisch antworten',
    },
    states: { OPEN: 'offen', DISCONNECTED: 'getrennt' },
    outcomeFields: {
      RESULT: 'Ergebnis',
      REASON: 'Grund',
      CONTINUES: 'Setzt eine Interaktion fort',
      QUEUE: 'Warteschlange',
      FLOW: 'Flow',
      SKILLS: 'Fähigkeiten',
      LANGUAGE: 'Sprache',
      PRIORITY: 'Priorität',
      LABELS: 'Etiketten',
      AUTO_REPLY: 'Automatische Antwort',
      RECIPIENT: 'Empfänger',
    },
    outcomes: {
      QUEUED: 'in einer Warteschlange',
      DISCONNECTED: 'getrennt',
      NOT_ROUTED: 'nicht geroutet',
      UNKNOWN_RECIPIENT: 'keine solche Adresse',
      REJECTED: 'abgewiesen',
      SPAM: 'Spam',
      VIRUS: 'Virus',
      AUTO_GENERATED: 'automatisch gesendet',
      FLOW: 'durch einen Flow',
      OUTBOUND_ONLY: 'nur ausgehend',
      ANOTHER_ADDRESS: 'eine andere Adresse bekam sie zuerst',
      POSTMASTER: 'niemand liest postmaster',
      TOO_LARGE: 'zu groß',
      EDITION_WITHOUT_EMAIL: 'Edition ohne E-Mail',
      FLOW_UNPUBLISHED: 'Flow nicht veröffentlicht',
      YES: 'ja',
      NO: 'nein',
    },
    reasons: {
      AUTO_GENERATED: 'Die E-Mail ist selbst automatisch',
      SPAM: 'Die E-Mail ist Spam',
      OWN_ADDRESS: 'Der Absender ist eine Ihrer eigenen Adressen',
      RECENT: 'Der Absender bekam in den letzten 24 Stunden schon eine',
      NO_SENDER: 'Die E-Mail nennt keinen Absender',
    },
  },
}

export default texts
