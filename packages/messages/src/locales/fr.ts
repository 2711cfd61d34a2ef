import type { Texts } from '../texts.js'

const texts: Texts = {
  problems: {
    REQUIRED: 'Saisissez ou choisissez une valeur.',
    INVALID: 'Cette valeur n’est pas possible. Vérifiez-la et réessayez.',
    TOO_LONG: 'Utilisez au plus {limit} {limit?caractère|caractères}. Il y en a {count} actuellement.',
    OUT_OF_RANGE: 'Saisissez un nombre de {min} à {max}. Vous avez saisi {found}.',
    EXACTLY_ONE: 'Choisissez une seule possibilité : {of:choices}.',
    NOT_UNIQUE: 'Cela existe déjà ; les majuscules ne comptent pas. Choisissez autre chose.',
    REFERENCE_NOT_FOUND: 'Introuvable ou supprimé : {type:kinds} ({id}). Choisissez autre chose.',
    LIMIT_REACHED:
      'Vous pouvez avoir {limit} {key:limits#limit} ({count} actuellement). Supprimez-en d’abord, ou demandez à l’opérateur de relever la limite.',
    IN_USE:
      'Cet élément est utilisé à {count} {count?endroit|endroits}. Modifiez les réglages qui y renvoient, puis supprimez-le.',
    STALE_VERSION: 'Quelqu’un d’autre a modifié ceci entre-temps. Comparez les deux versions et enregistrez à nouveau.',
    CONFIRMATION_MISMATCH: 'Ce nom ne confirme pas la suppression. Saisissez le nom exactement comme il est affiché.',
    INVALID_CREDENTIALS: 'Adresse e-mail ou mot de passe incorrect. Vérifiez les deux et réessayez.',
    IDEMPOTENCY_KEY_REUSED: 'Cette clé d’idempotence appartient à une autre requête. Utilisez une nouvelle clé.',
    EDITION_WITHOUT_EMAIL:
      'L’édition de l’organisation ne comprend pas l’e-mail : vous pouvez consulter, supprimer et désactiver, mais pas créer ni modifier. Demandez une autre édition à l’opérateur.',
    FORBIDDEN_CHARACTERS: 'Retirez les caractères invisibles de contrôle ou de sens d’écriture. Trouvé : {found}.',
    TOO_SHORT: 'Utilisez au moins {limit} {limit?caractère|caractères}. Il y en a {count} actuellement.',
    PASSWORD_TOO_COMMON:
      'Ce mot de passe est facile à deviner. Choisissez-en un qui ne figure pas dans les listes courantes et qui ne soit ni votre nom ni votre adresse e-mail.',
    SET_UP_TOKEN_INVALID:
      'Ce lien d’installation est erroné ou déjà utilisé. Ouvrez le lien que le serveur a affiché à son dernier démarrage.',
    LAST_OWNER:
      'C’est le dernier propriétaire de l’organisation. Donnez d’abord le rôle Propriétaire à un autre membre.',
    ROLE_BUILT_IN: 'Ce rôle existe dans chaque organisation et reste tel quel. Dupliquez-le et modifiez la copie.',
    OWN_ROLE_NEEDS:
      'C’est votre propre rôle. Sans l’autorisation « {found:permissions} », vous ne pourriez plus la rétablir : demandez à quelqu’un d’autre de la retirer.',
    SECOND_FACTOR_REQUIRED:
      'Saisissez le code affiché par votre application d’authentification, ou un code de secours.',
    SECOND_FACTOR_INVALID:
      'Ce code est incorrect ou a déjà servi. Saisissez celui que l’application affiche maintenant.',
    PASSWORD_WRONG: 'Ce n’est pas votre mot de passe. Réessayez.',
    REAUTHENTICATION_REQUIRED:
      'Votre connexion date d’un moment. Saisissez votre mot de passe pour confirmer que c’est bien vous.',
    INVITATION_INVALID: 'Cette invitation n’est plus valable. Demandez-en une nouvelle.',
    RESET_LINK_INVALID: 'Ce lien n’est plus valable. Demandez-en un nouveau.',
    PERMISSION_NOT_OWN:
      'Vous n’avez pas vous-même l’autorisation « {found:permissions} ». Retirez-la ou adressez-vous à une personne qui l’a.',
    API_KEY_EXPIRY: 'Choisissez une date à venir, dans {limit} jours au plus. Vous avez saisi {found:time}.',
    SLUG_RESERVED: '{found} est réservé. Choisissez un autre nom court.',
    ORGANIZATION_SUSPENDED: 'L’opérateur a suspendu l’organisation.',

    DOMAIN_SYNTAX:
      '{found} n’est pas un nom de domaine. Utilisez des lettres, chiffres, traits d’union et points, comme support.example.com.',
    DOMAIN_SINGLE_LABEL: '{found} n’a qu’une partie. Saisissez le nom complet, comme support.example.com.',
    DOMAIN_TOO_LONG:
      'Ce nom est trop long : {limit} caractères au plus, {count} trouvés. Une partie entre deux points en a 63 au plus.',
    DOMAIN_URL: '{found} est une adresse web. Saisissez seulement le domaine : {proposal}.',
    DOMAIN_AT: '{found} est une adresse e-mail. Saisissez seulement la partie après @ : {proposal}.',
    DOMAIN_PORT: '{found} contient un port. Saisissez seulement le domaine : {proposal}.',
    DOMAIN_IP: '{found} est une adresse IP. Saisissez un nom de domaine, comme support.example.com.',
    DOMAIN_WILDCARD: '{found} contient un caractère générique (*). Saisissez chaque domaine par son nom.',
    DOMAIN_UNDERSCORE: '{found} contient un tiret bas. Utilisez des lettres, des chiffres et des traits d’union.',
    DOMAIN_RESERVED:
      '{found} est un nom réservé qui ne peut pas recevoir d’e-mails. Saisissez un domaine qui vous appartient.',
    DOMAIN_PLATFORM_ROOT: '{found} appartient à cette plateforme. Saisissez un domaine qui vous appartient.',
    DOMAIN_PUBLIC_SUFFIX:
      '{found} est une terminaison partagée par beaucoup. Mettez votre propre nom devant, comme example.{found}.',
    DOMAIN_FREE_MAIL: '{found} appartient à un fournisseur de messagerie. Saisissez un domaine qui vous appartient.',
    DOMAIN_EXISTS: '{found} existe déjà. Ouvrez-le dans votre liste, ou saisissez un autre nom.',
    DOMAIN_MIXED_SCRIPTS:
      '{found} mélange des lettres d’écritures différentes qui peuvent se ressembler. Vérifiez que c’est bien le nom voulu.',

    DOMAIN_HAS_ADDRESSES:
      'Ce domaine a encore {count} {count?adresse|adresses}. Saisissez le nom du domaine pour {count?la|les} supprimer aussi.',
    MAIL_FROM_NOT_SUBDOMAIN:
      '{found} n’est pas un sous-domaine de {domain}. Saisissez un nom qui se termine par .{domain}.',
    MAIL_FROM_IS_DOMAIN: '{found} sert à des adresses e-mail. Choisissez un autre sous-domaine, réservé aux retours.',
    MAIL_FROM_UNDER_SMTP: 'MAIL FROM sert à l’envoi par la plateforme. Laissez-le vide tant qu’un serveur SMTP envoie.',
    HOST_SYNTAX:
      '{found} n’est ni un nom d’hôte ni une adresse IP. Saisissez un nom comme smtp.example.com, ou une adresse comme 192.0.2.1.',
    SMTP_PASSWORD_WITHOUT_TLS:
      'Sans TLS, le mot de passe pourrait être lu en route. Choisissez STARTTLS ou TLS, ou laissez le mot de passe vide.',
    SMTP_PASSWORD_VOID:
      'Le mot de passe enregistré valait pour les anciens réglages et a été retiré. Saisissez à nouveau le mot de passe.',
    OWNERSHIP_PENDING:
      'La propriété n’est pas encore vérifiée. Ajoutez l’enregistrement TXT avec la valeur de vérification dans votre DNS.',
    OWNERSHIP_FAILED:
      'L’enregistrement TXT de propriété n’a pas été trouvé en 72 heures. Vérifiez l’enregistrement, puis relancez la vérification.',
    OWNERSHIP_CONTESTED:
      'Une autre organisation a aussi ajouté ce nom. Ajoutez l’enregistrement TXT : il appartient à la première vérifiée.',
    CLAIMED_ELSEWHERE:
      'Ce nom appartient à une autre organisation. Il vous reviendra si elle le supprime ou si sa preuve manque dans le DNS pendant 72 heures.',
    SMTP_NOT_TESTED: 'Le serveur SMTP n’a réussi aucun test depuis sa dernière modification. Testez la connexion.',
    MX_MISSING: 'Il n’y a pas encore d’enregistrement MX. Ajoutez-le dans votre DNS pour recevoir des e-mails.',
    MX_WRONG: 'L’enregistrement MX ne mène pas ici. Modifiez-le comme indiqué pour recevoir des e-mails.',
    OWNERSHIP_AT_RISK:
      'L’enregistrement TXT de propriété a disparu. L’envoi s’arrête le {deadline:time} si vous ne le rétablissez pas.',
    MX_MOVES_ALL_MAIL:
      'Ce nom reçoit déjà des e-mails chez {found}. Changer son MX les déplace tous. Utilisez un sous-domaine comme {proposal}, ou redirigez des adresses une à une.',
    DMARC_WILL_FAIL:
      'Avec votre politique DMARC ({policy}), les e-mails envoyés d’ici seront refusés ou écartés. Faites d’abord vérifier DKIM ou un MAIL FROM correspondant.',

    DNS_NAME_DOUBLED:
      'Votre fournisseur DNS a ajouté le domaine une seconde fois : {found}. Saisissez seulement {proposal}.',
    DNS_QUOTED: 'La valeur a été enregistrée avec des guillemets : {found}. Saisissez-la sans guillemets.',
    DNS_CUT:
      'La valeur est coupée : {count} caractères sur {limit} sont arrivés ({found}). Copiez à nouveau la valeur entière.',
    DNS_CNAME:
      'Un CNAME vers {found} occupe ce nom, rien d’autre ne peut y être. Supprimez le CNAME, puis ajoutez l’enregistrement.',
    DNS_AT_APEX: 'La valeur a été trouvée à {found}, un nom trop haut. Déplacez l’enregistrement vers l’hôte indiqué.',
    DNS_AT_HOST: 'La valeur a été trouvée à {found}. Déplacez l’enregistrement vers l’hôte indiqué.',
    DNS_OLD_TOKEN: 'Une ancienne valeur de vérification a été trouvée : {found}. Remplacez-la par la valeur indiquée.',
    DNS_MX_IP: 'L’enregistrement MX contient une adresse IP ({found}). Saisissez le nom d’hôte indiqué.',
    DNS_MX_CNAME: 'L’enregistrement MX mène à {found}, qui est un CNAME. Saisissez le nom d’hôte indiqué.',
    DNS_MX_PRIORITY_TWICE:
      'La priorité figure aussi dans la valeur : « {found} ». Saisissez {proposal} comme valeur, et la priorité dans son propre champ.',
    DNS_MX_NOT_BEST:
      'Notre MX est présent, mais {found} est prioritaire et reçoit les e-mails. Supprimez-le, ou donnez au nôtre le plus petit nombre.',
    DNS_MX_EQUAL: 'Notre MX a la même priorité que {found}, les e-mails vont aux deux. Supprimez l’autre.',
    DNS_MX_NULL:
      'L’enregistrement MX dit que ce domaine ne reçoit pas d’e-mails (un simple point). Remplacez-le par celui indiqué.',
    DNS_MX_IMPLICIT: 'Sans enregistrement MX, les e-mails vont au serveur web ({found}). Ajoutez le MX indiqué.',
    DNS_MX_OTHER: 'L’enregistrement MX mène à un autre hôte : {found}. Remplacez-le par celui indiqué.',
    DNS_SPF_TWICE: 'Il y a {count} enregistrements SPF, un seul est permis. Remplacez-les par : {proposal}',
    DNS_SPF_TOO_MANY_LOOKUPS:
      'L’enregistrement SPF demande {count} requêtes ; les destinataires s’arrêtent à {limit}. Retirez un include devenu inutile.',
    DNS_SPF_SERVER_MISSING:
      'L’enregistrement SPF n’autorise pas votre serveur SMTP {found} à envoyer pour le domaine. Remplacez-le par : {proposal}',
    DNS_WRONG_VALUE: 'Une autre valeur a été trouvée : {found}. Remplacez-la par la valeur indiquée.',
    DNS_FOREIGN_ANSWER:
      'La réponse vient d’un autre domaine par un CNAME ({found}) et ne prouve rien. Ajoutez l’enregistrement dans votre propre zone.',
    DNS_WILDCARD:
      'Une entrée pour tous les noms (un joker comme {found}) répond ici. Ajoutez l’enregistrement lui-même ; le joker peut rester.',
    DNS_UNREACHABLE:
      'Vos serveurs DNS n’ont pas répondu. Rien ne change d’ici là ; nous continuons de demander. Vérifiez qu’ils fonctionnent.',

    ADDRESS_SYNTAX: '{found} n’est pas une adresse e-mail possible ici. Vérifiez la partie avant et après @.',
    ADDRESS_EXISTS: '{found} existe déjà. Ouvrez-la dans la liste, ou choisissez-en une autre.',
    FROM_NAME_HAS_ADDRESS:
      'Le nom de l’expéditeur contient une adresse e-mail ({found}), ce qui peut tromper les clients. Utilisez un nom simple.',
    BCC_DUPLICATE: '{found} figure déjà dans la liste. Retirez l’une des deux.',
    CARRIED_OVER:
      'L’adresse de réponse et les destinataires en copie cachée sont ceux de {from}. Videz-les ici, ou modifiez-les là-bas.',
    BCC_LOOP: '{found} est l’une de vos adresses : les copies reviendraient ici. Choisissez une boîte extérieure.',
    REPLY_TO_OUTSIDE: 'Les réponses à {found} ne reviennent pas ici. Ne gardez ce réglage que si vous le voulez.',
    UNKNOWN_RECIPIENT: 'Aucune adresse ne reçoit ici le courrier de {recipient}. Vérifiez l’orthographe.',
    FLOW_UNPUBLISHED: 'Le flux {flow} n’est pas publié. Publiez-le, ou choisissez-en un autre.',
    DOMAIN_CANNOT_RECEIVE:
      '{domain} ne peut pas encore recevoir d’e-mails. Ouvrez ses enregistrements DNS pour voir ce qui manque.',
    DOMAIN_CANNOT_SEND:
      '{domain} ne peut pas encore envoyer d’e-mails. Ouvrez ses enregistrements DNS pour voir ce qui manque.',
    FROM_DOMAIN_CANNOT_SEND:
      'L’adresse d’expédition est sur {domain}, qui ne peut pas encore envoyer. Ouvrez ses enregistrements DNS, ou choisissez une autre adresse d’expédition.',
    QUEUE_WITHOUT_MEMBERS:
      'La file d’attente {queue} n’a pas de membres, les e-mails attendraient sans fin. Ajoutez-y des membres.',
    NO_AGENT_MATCHES:
      'Sur {count} {count?membre|membres} de la file d’attente {queue}, aucun n’a toutes ces compétences et la langue ; les e-mails attendraient sans fin. Demandez moins, ou ajoutez des compétences.',
    SIGNATURE_HIDDEN_FROM_AGENTS:
      'Les agents ne voient pas cette signature. Prévenez-les, sinon elle peut apparaître deux fois.',
    WRONG_KIND: 'Trouvé : {found:kinds}. Attendu : {expected:kinds}. Choisissez autre chose.',
    PLACEHOLDER_UNKNOWN:
      'La variable {found} n’existe pas. Utilisez agent.name, organization.name ou address entre doubles accolades.',
    SIGNATURE_LINK_MISLEADS:
      'Le texte du lien indique {text}, mais le lien mène à {target}. Mettez le même des deux côtés.',

    HTML_TOO_COMPLEX: 'Ce HTML est trop complexe : le nettoyer prend plus de {limit} ms. Simplifiez-le.',
    MAIL_UNREADABLE:
      'Ce n’est pas un e-mail lisible : la lecture s’est arrêtée à la ligne {line}, après {offset} {offset?octet|octets}.',
    MAIL_TOO_MUCH_TO_READ:
      'L’e-mail est trop long à lire : au plus {limit} {what:mailLimits}, et il en a au moins {count}. La lecture s’est arrêtée à la ligne {line}, après {offset} {offset?octet|octets}.',
    MAIL_TAKES_TOO_LONG:
      'L’e-mail ne peut pas être lu en {seconds} {seconds?seconde|secondes} avec {megabytes} Mo de mémoire.',
    FLOW_TAKES_TOO_LONG:
      'Les flux de cette organisation ne décident pas de cet e-mail en {seconds} {seconds?seconde|secondes} avec {megabytes} Mo de mémoire. Utilisez moins de motifs, ou de plus simples.',
    DECISION_TOO_LONG:
      'Cette décision demande {count} étapes ; {limit} au plus sont possibles ici. Essayez l’e-mail avec moins de destinataires.',
    TOO_MANY_SAVED_TESTS: 'Il peut y avoir {limit} tests enregistrés ({count} maintenant). Supprimez-en un d’abord.',
    TESTS_TAKE_TOO_LONG:
      'Les tests prennent ensemble plus de {seconds} {seconds?seconde|secondes}, celui-ci n’a donc pas été lancé. Lancez-en moins ou simplifiez les flux.',
    CSV_SEPARATOR:
      'Les cellules de ce fichier sont séparées par {found:separators}. Enregistrez-le avec des virgules : CSV UTF-8 (délimité par des virgules).',
    CSV_COLUMN_UNKNOWN: 'Il n’y a pas de colonne {found}. Reprenez son nom ou sa place dans le modèle.',
    CSV_COLUMN_MISSING: 'La colonne {column} manque. Ajoutez-la ; ses cellules peuvent être vides.',
    CSV_COLUMN_TWICE: 'La colonne {column} est là deux fois. Retirez-en une.',
    CSV_QUOTES:
      'Les guillemets de cette ligne sont mal placés. Mettez la cellule entre guillemets doubles et doublez ceux de l’intérieur.',
    CSV_CELL_COUNT:
      'Cette ligne a {found} cellules, l’en-tête en a {expected}. Une cellule avec une virgule demande des guillemets doubles.',
    CSV_TOO_MANY_LINES: 'Le fichier a {count} adresses ; {limit} au plus sont prises à la fois. Divisez-le.',
    CSV_ADDRESS_TWICE: 'Cette adresse est déjà à la ligne {line}. Retirez l’une des deux lignes.',
    CSV_WORD_UNKNOWN: '{found} n’est pas possible ici. Écrivez l’un de ces mots : {of}.',
    CSV_CELL_UNUSED:
      'Cette cellule ne compte qu’avec {value} dans la colonne {column}. Videz-la ou changez cette colonne.',
    CSV_CELL_ALONE:
      'Cette cellule ne compte que si la colonne {column} est remplie. Videz-la ou remplissez cette colonne.',
    NO_RECIPIENTS: 'Saisissez au moins un destinataire.',
    TOO_MANY_RECIPIENTS:
      'Un e-mail peut avoir au plus {limit} {limit?destinataire|destinataires}, avec ceux des réglages. Vous en voyez {count}, dont {automatic} par les réglages. Retirez-en.',
    MESSAGE_TOO_LARGE:
      'Cet e-mail fait {size:bytes} une fois encodé ; on peut envoyer au plus {limit:bytes}. Retirez des pièces jointes.',
    TOO_MANY_ATTACHMENTS:
      'Un e-mail peut avoir au plus {limit} {limit?pièce jointe|pièces jointes}. Celui-ci en a {count}.',

    // A configuration file
    CONFIGURATION_SYNTAX: 'Fichier illisible à « {found} » : {why:configurationMistakes}. Modifiez-le à cet endroit.',
    CONFIGURATION_VERSION: 'Le fichier doit commencer par mailroom: {expected}. Trouvé : {found}.',
    UNKNOWN_KEY: 'La clé {found} n’existe pas ici. Utilisez {proposal}.',
    UNKNOWN_VALUE: 'La valeur {found} n’existe pas ici. Utilisez l’une de celles-ci : {of}.',
    WRONG_SHAPE:
      'Attendu ici : {expected:configurationShapes} ; trouvé : {found:configurationShapes}. Modifiez le fichier.',
    CONFIGURATION_MOVED:
      'La configuration ou le fichier a changé depuis ce plan. Rien n’a été appliqué. Planifiez à nouveau.',
    CONFIGURATION_TOO_MANY_CHANGES:
      'Le fichier modifie {count} entrées ; au plus {limit} à la fois. Appliquez-le par étapes, d’abord avec moins d’entrées.',
    DELETIONS_UNCONFIRMED:
      'Il manque dans le fichier {count} {count?entrée qui existe|entrées qui existent}. Acceptez la suppression, ou complétez le fichier.',

    FLOW_MUST_END: 'Le flux n’a pas de fin. Sa dernière action doit être une file d’attente ou une déconnexion.',
    FLOW_TOO_MANY_RULES:
      'Un flux peut avoir {limit} règles ; celui-ci en a {count}. Supprimez des règles, ou regroupez-en.',
    FLOW_TOO_DEEP:
      'Les conditions peuvent avoir {limit} {limit?niveau|niveaux} ; celles-ci en ont {count}. Divisez la règle.',
    FLOW_OPERATOR_UNSUPPORTED:
      '« {field:fields} » ne se compare pas avec « {operator:operators} » et cette valeur. Choisissez une autre comparaison.',
    FLOW_RULE_UNREACHABLE:
      'La règle « {rule} » ne s’applique jamais : « {by} », placée avant, prend tout ce qu’elle prendrait. Déplacez-la vers le haut, ou supprimez-la.',
    FLOW_RULE_NEVER_MATCHES:
      'La règle « {rule} » ne s’applique jamais : ses conditions se contredisent. Modifiez les conditions.',
    FLOW_TOO_MANY_COMPARISONS:
      'Il y a {count} conditions ; {limit} sont possibles ici. Utilisez « est parmi », ou un autre flux.',
    FLOW_TOO_MANY_ENTRIES: 'Il y a {count} entrées ; {limit} sont possibles ici. Supprimez-en.',
    PATTERN_INVALID: 'Ce motif ne convient pas à {found} : {why:patternMistakes}. Modifiez-le à cet endroit.',
    PATTERN_TOO_LARGE:
      'Ce motif est trop grand : {count} étapes, {limit} sont possibles. Répétez moins, ou divisez-le.',
    FLOW_PATTERNS_TOO_LARGE:
      'Les motifs de ce flux ont {count} étapes en tout ; {limit} sont possibles. Utilisez d’autres comparaisons si vous le pouvez.',
    TIME_ZONE_UNKNOWN: '{found} n’est pas un fuseau horaire. Utilisez un nom comme Europe/Vienna.',
    FLOW_HOURS_INVALID:
      'De {from} à {to} finit avant de commencer. Pour une nuit, faites deux entrées : jusqu’à 24:00, et à partir de 00:00 le lendemain.',
  },
  inBytes: {
    TOO_LONG: 'Utilisez au plus {limit:bytes} ({limit} octets). Il y en a {count} actuellement.',
  },
  comparison: { quoted: '« {value} »', before: 'est avant', after: 'est après', closed: 'fermé le {dates}' },
  names: {
    placements: { ON_SEND: 'ajoutée à l’envoi', IN_EDITOR: 'dans l’éditeur' },
    frequencies: { ALL_OUTGOING: 'tous les e-mails sortants', INITIAL_ONLY: 'premier e-mail seulement' },
    inclusions: { ALWAYS: 'Toujours inclus', NEVER: 'Jamais inclus', AGENT_DECIDES: 'L’agent décide' },
    mailLimits: {
      bytes: 'octets',
      lines: 'lignes',
      headerBytes: 'octets d’en-têtes',
      headers: 'en-têtes',
      parts: 'parties',
      depth: 'niveaux de parties',
    },
    limits: {
      domains: 'domaine|domaines',
      addressesPerDomain: 'adresse par domaine|adresses par domaine',
      bccPerAddress: 'destinataire en copie cachée|destinataires en copie cachée',
      recipients: 'destinataire|destinataires',
      messageBytes: 'octet par message|octets par message',
      attachments: 'pièce jointe|pièces jointes',
      smtpServers: 'serveur SMTP|serveurs SMTP',
    },
    editions: {
      CX_1: 'CX 1',
      CX_1_DIGITAL_ADDON_II: 'CX 1 avec Digital Add-on II',
      CX_2: 'CX 2',
      CX_2_DIGITAL: 'CX 2 Digital',
      CX_3: 'CX 3',
      CX_3_DIGITAL: 'CX 3 Digital',
    },
    verdicts: { PASS: 'Sain', FAIL: 'Trouvé', INCONCLUSIVE: 'Incertain' },
    fields: {
      FROM: 'Adresse de l’expéditeur',
      FROM_DOMAIN: 'Domaine de l’expéditeur',
      RECIPIENT: 'Destinataire',
      SUBJECT: 'Objet',
      BODY: 'Texte',
      HEADER: 'En-tête',
      ATTACHMENT_NAME: 'Nom d’une pièce jointe',
      ATTACHMENT_TYPE: 'Type d’une pièce jointe',
      ATTACHMENT_COUNT: 'Nombre de pièces jointes',
      SIZE_BYTES: 'Taille en octets',
      SPAM_VERDICT: 'Verdict antispam',
      LANGUAGE: 'Langue',
      RECEIVED_AT: 'Heure de réception',
    },
    operators: {
      EQUALS: 'est',
      CONTAINS: 'contient',
      STARTS_WITH: 'commence par',
      ENDS_WITH: 'se termine par',
      ONE_OF: 'est parmi',
      MATCHES: 'correspond au motif',
      EXISTS: 'existe',
      LESS_THAN: 'est en dessous de',
      GREATER_THAN: 'dépasse',
      WITHIN_SCHEDULE: 'est dans les heures d’ouverture',
    },
    configurationMistakes: {
      SYNTAX: 'ce n’est pas du YAML',
      ALIAS: 'les ancres et les alias (& et *) ne sont pas acceptés',
      TAG: 'les étiquettes (!) ne sont pas acceptées',
      DUPLICATE_KEY: 'cette clé s’y trouve deux fois',
      KEY_NOT_TEXT: 'une clé doit être un texte',
      TOO_DEEP: 'l’imbrication est trop profonde',
      SEVERAL_DOCUMENTS: 'un second document commence ici',
      TOO_LONG_TO_READ: 'la lecture prend trop de temps',
    },
    configurationShapes: {
      MAP: 'des clés avec des valeurs',
      LIST: 'une liste',
      TEXT: 'un texte, entre guillemets s’il ressemble à un nombre',
      WHOLE_NUMBER: 'un nombre entier',
      NUMBER: 'un nombre',
      BOOLEAN: 'true ou false',
      NOTHING: 'rien',
    },
    patternMistakes: {
      LOOKAROUND: 'regarder devant ou derrière est impossible',
      BACKREFERENCE: 'renvoyer à un groupe précédent est impossible',
      GROUP: 'ce genre de groupe n’existe pas',
      BRACKET: 'il manque un ]',
      PARENTHESIS: 'une parenthèse est seule',
      REPETITION: 'cette répétition est impossible ; jusqu’à 1000 fois, oui',
      ESCAPE: 'ce signe après \\ ne veut rien dire',
      RANGE: 'cette classe de caractères n’existe pas',
      OTHER: 'il est trop grand ou trop imbriqué',
    },
    sources: {
      ENVELOPE: 'enveloppe',
      DELIVERED_TO: 'Delivered-To',
      X_ORIGINAL_TO: 'X-Original-To',
      TO: 'To',
      CC: 'Cc',
      REPLY_TO: 'Adresse de réponse du client',
      FROM: 'Expéditeur de l’e-mail',
    },
    kinds: {
      EmailAddress: 'adresse',
      Queue: 'file d’attente',
      Flow: 'flux',
      Skill: 'compétence',
      Language: 'langue',
      CannedResponse: 'réponse type',
      EmailDomain: 'domaine',
      Member: 'membre',
      SavedTest: 'test enregistré',
      SmtpServer: 'serveur SMTP',
      User: 'utilisateur',
      Role: 'rôle',
      Organization: 'organisation',
      SIGNATURE: 'signature',
      REPLY: 'réponse',
    },
    actions: {
      setPriority: 'Fixer la priorité',
      addSkillIds: 'Ajouter des compétences',
      removeSkillIds: 'Retirer des compétences',
      setLanguageId: 'Fixer la langue',
      addLabel: 'Ajouter une étiquette',
      autoReplyId: 'Répondre automatiquement',
      transferToQueue: 'Vers la file d’attente',
      disconnect: 'Déconnecter',
    },
    resources: {
      'routing:email': 'Domaines et adresses',
      'routing:queue': 'Files d’attente',
      'routing:skill': 'Compétences et langues',
      flow: 'Flux',
      responses: 'Réponses types',
      smtp: 'Serveurs SMTP',
      'directory:user': 'Membres',
      'authorization:role': 'Rôles',
      apiKey: 'Clés API',
      audit: 'Journal d’audit',
      organization: 'Paramètres de l’organisation',
    },
    rights: { view: 'Voir', manage: 'Modifier', publish: 'Publier' },
    separators: { ';': 'des points-virgules', TAB: 'des tabulations' },
    choices: {
      queue: 'file d’attente',
      flow: 'flux',
      none: 'aucun',
      disconnect: 'déconnecter',
      transferToQueue: 'Vers la file d’attente',
      all: 'toutes',
      any: 'au moins une',
      not: 'sauf',
      compare: 'comparaison',
      setPriority: 'Fixer la priorité',
      addSkillIds: 'Ajouter des compétences',
      removeSkillIds: 'Retirer des compétences',
      setLanguageId: 'Fixer la langue',
      addLabel: 'Ajouter une étiquette',
      autoReplyId: 'Répondre automatiquement',
    },
    states: { OPEN: 'ouverte', DISCONNECTED: 'déconnectée' },
    outcomeFields: {
      RESULT: 'Résultat',
      REASON: 'Raison',
      CONTINUES: 'Poursuit une interaction',
      QUEUE: 'File d’attente',
      FLOW: 'Flux',
      SKILLS: 'Compétences',
      LANGUAGE: 'Langue',
      PRIORITY: 'Priorité',
      LABELS: 'Étiquettes',
      AUTO_REPLY: 'Réponse automatique',
      RECIPIENT: 'Destinataire',
    },
    outcomes: {
      QUEUED: 'en file d’attente',
      DISCONNECTED: 'déconnecté',
      NOT_ROUTED: 'non routé',
      UNKNOWN_RECIPIENT: 'adresse inconnue',
      REJECTED: 'refusé',
      SPAM: 'spam',
      VIRUS: 'virus',
      AUTO_GENERATED: 'envoyé automatiquement',
      FLOW: 'par un flux',
      OUTBOUND_ONLY: 'sortant uniquement',
      ANOTHER_ADDRESS: 'une autre adresse l’a reçu d’abord',
      POSTMASTER: 'personne ne lit postmaster',
      TOO_LARGE: 'trop grand',
      EDITION_WITHOUT_EMAIL: 'édition sans e-mail',
      FLOW_UNPUBLISHED: 'flux non publié',
      YES: 'oui',
      NO: 'non',
    },
    reasons: {
      AUTO_GENERATED: 'l’e-mail est lui-même automatique',
      SPAM: 'l’e-mail est du spam',
      OWN_ADDRESS: 'l’expéditeur est l’une de vos adresses',
      RECENT: 'l’expéditeur en a reçu une dans les dernières 24 heures',
      NO_SENDER: 'l’e-mail ne nomme pas d’expéditeur',
    },
  },
}

export default texts
