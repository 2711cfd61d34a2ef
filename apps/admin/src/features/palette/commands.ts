import { isAllowed, type Permission } from '@mailroom/core'
import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import { LOCALES, LOCALE_NAMES, currentLocale, switchTo, translate as t } from '@/shared/i18n'
import type { IconName } from '@/shared/ui'
import { navigationFor } from '@/shell/navigation'
import { shortcutsShown } from '@/shell/shortcuts-shown'
import { applyTheme, theme } from '@/shell/theme'
import type { Entry } from './entry'

/** Where the palette is opened, and what the viewer may do there. */
export interface Place {
  readonly org: string
  readonly granted: ReadonlySet<string>
  readonly route: RouteLocationNormalizedLoaded
  readonly router: Router
  readonly hasSeveral: boolean
}

/** Key of its text, path in the organisation, icon and permission of what the console can make. */
const MAKES: readonly (readonly [string, string, IconName, Permission])[] = [
  ['addDomain', 'domains/new', 'globe', 'routing:email:manage'],
  ['addAddress', 'addresses/new', 'at', 'routing:email:manage'],
  ['createQueue', 'queues?open=new', 'queue', 'routing:queue:manage'],
  ['createFlow', 'flows/new', 'flow', 'flow:manage'],
  ['createSkill', 'skills?open=new', 'skill', 'routing:skill:manage'],
  ['createLanguage', 'languages?open=new', 'language', 'routing:skill:manage'],
  ['createResponse', 'canned-responses/new', 'response', 'responses:manage'],
  ['addSmtpServer', 'smtp-servers/new', 'mail', 'smtp:manage'],
  ['invite', 'people?open=new', 'user', 'directory:user:manage'],
  ['createRole', 'roles/new', 'role', 'authorization:role:manage'],
  ['createApiKey', 'api-keys?open=new', 'key', 'apiKey:manage'],
  ['testEmail', 'simulator', 'play', 'routing:email:view'],
]

/** What can be done, beginning with what concerns the page. */
export function commandsOf({ org, granted, route, hasSeveral }: Place): Entry[] {
  const may = MAKES.filter(([, , , permission]) => isAllowed(granted, permission))
  const makes = may.map(([key, path, icon]) => command(key, icon, { to: `/o/${org}/${path}` }))
  const domain = route.params['domain']
  const isOnDomain = typeof domain === 'string' && isAllowed(granted, 'routing:email:manage')
  const to = { name: 'new-domain-address', params: { org, domain } }
  const here = isOnDomain ? [command('addAddressTo', 'at', { to }, { domain })] : []
  return [
    ...here,
    ...makes,
    ...(hasSeveral ? [command('switchOrganisation', 'globe', { list })] : []),
    ...lookCommands(),
  ]
}

const list = 'organisations'

function lookCommands(): Entry[] {
  const languages = LOCALES.filter((locale) => locale !== currentLocale.value).map((locale) =>
    command('speak', 'language', { run: () => void switchTo(locale) }, { name: LOCALE_NAMES[locale] }),
  )
  const chosen = theme.value === 'dark' ? 'light' : 'dark'
  return [...languages, command(chosen, chosen === 'dark' ? 'moon' : 'sun', { run: () => applyTheme(chosen) })]
}

function command(
  key: string,
  icon: IconName,
  what: Pick<Entry, 'to' | 'run' | 'list'>,
  params: Record<string, unknown> = {},
): Entry {
  const label = t(`palette.command.${key}`, params)
  return { id: `command-${label}`, group: 'command', label, icon, ...what }
}

/** Route, key of the text and icon of pages that others lead to. */
const MORE_PAGES: readonly (readonly [string, string, IconName])[] = [
  ['problems', 'problems', 'alert'],
  ['simulator-outgoing', 'outgoing', 'play'],
  ['address-file', 'addressFile', 'download'],
  ['configuration-file', 'configurationFile', 'download'],
]

/** The pages of the navigation, what they lead to, and the viewer's own. */
export function pagesOf({ org, granted, router }: Place): Entry[] {
  const items = navigationFor(granted).flatMap((group) => group.items)
  const pages = items
    .filter(({ route }) => router.hasRoute(route))
    .map(({ route, text, icon }) => page(route, t(text), icon, { name: route, params: { org } }))
  const more = MORE_PAGES.filter(([route]) => mayOpen(route)).map(([route, key, icon]) =>
    page(route, t(`palette.page.${key}`), icon, { name: route, params: { org } }),
  )
  return [...pages, ...more, page('me', t('nav.me'), 'user', { path: '/me' })]

  function mayOpen(name: string): boolean {
    if (!router.hasRoute(name)) return false
    const { permission } = router.resolve({ name, params: { org } }).meta
    return !permission || isAllowed(granted, permission as Permission)
  }
}

const page = (id: string, label: string, icon: IconName, to: NonNullable<Entry['to']>): Entry => ({
  ...{ id: `page-${id}`, group: 'page', label, icon, to },
})

/** What explains the console. */
export function helpOf({ router }: Place): Entry[] {
  const run = () => void (shortcutsShown.value = true)
  const shortcuts: Entry = { id: 'help-shortcuts', group: 'help', label: t('nav.shortcuts'), icon: 'help', run }
  if (!router.hasRoute('guide')) return [shortcuts]
  return [shortcuts, { id: 'help-guide', group: 'help', label: t('nav.guide'), icon: 'help', to: { name: 'guide' } }]
}
