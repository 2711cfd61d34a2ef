/** Top labels that never name a mail domain; `example` is allowed (R-DOM-2). */
export const RESERVED_TOP_LABELS: readonly string[] = [
  'localhost',
  'local',
  'internal',
  'test',
  'invalid',
  'onion',
  'arpa',
  'alt',
]

/** Registrable names of providers whose mailboxes belong to anybody (R-DOM-2). */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  [
    'gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.fr',
    'hotmail.it live.com live.de live.fr live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es',
    'yahoo.co.in yahoo.co.jp yahoo.com.br ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com',
    'gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.fr web.de freenet.de t-online.de arcor.de mailbox.org posteo.de',
    'proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com fastmail.com fastmail.fm',
    'hey.com zoho.com zohomail.com mail.com email.com usa.com mail.ru inbox.ru list.ru bk.ru yandex.ru yandex.com',
    'ya.ru rambler.ru qq.com 163.com 126.com yeah.net sina.com sohu.com naver.com daum.net hanmail.net rediffmail.com',
    'orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr libero.it virgilio.it tiscali.it alice.it seznam.cz',
    'centrum.cz wp.pl o2.pl onet.pl interia.pl ukr.net bluewin.ch hispeed.ch btinternet.com sky.com virginmedia.com',
    'comcast.net verizon.net att.net sbcglobal.net cox.net bigpond.com telstra.com uol.com.br bol.com.br terra.com.br',
    'hushmail.com lycos.com inbox.com mailinator.com guerrillamail.com yopmail.com',
  ].flatMap((line) => line.split(' ')),
)
