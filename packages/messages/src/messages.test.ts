import {
  OPTIONAL_PARAMS,
  PERMISSIONS,
  PROBLEM_PARAMS,
  TRACE_PARAMS,
  type Problem,
  type ProblemCode,
  type TraceCode,
} from '@mailroom/core'
import { describe, expect, it } from 'vitest'
import { LOCALES, loadMessages, loadProblems, messagesOf, renderProblem, renderTraceStep } from './index.js'
import de from './locales/de.js'
import en from './locales/en.js'
import fr from './locales/fr.js'
import { placeholdersOf } from './render.js'
import type { Texts, TraceTexts } from './texts.js'
import deTrace from './traces/de.js'
import enTrace from './traces/en.js'
import frTrace from './traces/fr.js'

const TEXTS: Record<string, Texts & { trace: TraceTexts }> = {
  en: { ...en, trace: enTrace },
  de: { ...de, trace: deTrace },
  fr: { ...fr, trace: frTrace },
}
/** Steps whose words happen to be the same in English. */
const SAME_IN_ALL: Record<string, string[]> = { de: [], fr: [] }
const problem = (code: ProblemCode, params: Problem['params'] = {}) => ({ code, params })
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe.each(LOCALES)('the texts in %s', (locale) => {
  const texts = TEXTS[locale] as Texts & { trace: TraceTexts }

  it.each(Object.entries(PROBLEM_PARAMS))('say everything about the problem %s', (code, params) => {
    const text = texts.problems[code as ProblemCode]
    expect(placeholdersOf(text).sort()).toEqual([...params].sort())
    expect(text).toMatch(/[.}]$/)
  })

  it.each(Object.entries(OPTIONAL_PARAMS))('say everything about the problem %s where bytes are counted', (code) => {
    const text = texts.inBytes[code as keyof typeof OPTIONAL_PARAMS]
    expect(placeholdersOf(text).sort()).toEqual([...PROBLEM_PARAMS[code as ProblemCode]].sort())
    const shown = renderProblem(problem(code as ProblemCode, { limit: 65_536, count: 65_537, unit: 'BYTES' }), locale)
    expect(plain(shown)).toMatch(/64 (kB|ko).*(byte|octet)/i)
    expect(shown).not.toMatch(/character|Zeichen|caractère/)
  })

  it.each(Object.entries(TRACE_PARAMS))('say everything about the step %s', (code, params) => {
    const step = texts.trace[code as TraceCode]
    expect(step.every((text) => text.length > 0)).toBe(true)
    expect(placeholdersOf(step.join(' ')).sort()).toEqual([...params].sort())
  })

  it('name kinds that exist, and have two forms where a number chooses', () => {
    const templates = [...Object.values(texts.problems), ...Object.values(texts.trace).flat()]
    const kinds = templates.flatMap((text) => [...text.matchAll(/\{\w+:(\w+)/g)].map(([, kind]) => kind as string))
    const known = [...Object.keys(texts.names), 'bytes', 'time', 'permissions']
    expect(kinds.filter((kind) => !known.includes(kind))).toEqual([])
    const forms = templates.flatMap((text) => [...text.matchAll(/\?([^}]*)\}/g)].map(([, form]) => form as string))
    expect([...forms, ...Object.values(texts.names.limits)].filter((form) => !/^[^|]+\|[^|]+$/.test(form))).toEqual([])
  })

  it('leave no placeholder and no brace when rendered', () => {
    for (const [code, params] of Object.entries(PROBLEM_PARAMS)) {
      const values = Object.fromEntries(params.map((name) => [name, ['limit', 'size'].includes(name) ? 2 : 'x']))
      expect(renderProblem(problem(code as ProblemCode, values), locale)).not.toMatch(/[{}]|undefined|NaN/)
    }
  })

  it('are translated: no sentence and no step is the English one', () => {
    const repeated = Object.entries(texts.problems).filter(([code, text]) => en.problems[code as ProblemCode] === text)
    const steps = Object.entries(texts.trace).filter(
      ([code, text]) => String(enTrace[code as TraceCode]) === String(text),
    )
    if (locale !== 'en') expect([...repeated, ...steps].map(([code]) => code)).toEqual(SAME_IN_ALL[locale])
  })

  it('avoid the words that the terminology drops', () => {
    const dropped =
      /Domäne|Weiterleitung|unterbrechen|Douane|courriel|Canned Response|zusammenfassen|adresse électronique/i
    if (locale !== 'en') expect(JSON.stringify(texts)).not.toMatch(dropped)
  })

  it('load lazily as they are at once, problems without steps too', async () => {
    const [all, problems] = [await loadMessages(locale), await loadProblems(locale)]
    const example = problem('TOO_LONG', { limit: 120, count: 121 })
    const step = { code: 'VIRUS_PASSED', params: {} } as const
    expect([all.problem(example), problems.problem(example)]).toEqual(
      Array(2).fill(messagesOf(locale).problem(example)),
    )
    expect(all.step(step)).toEqual(messagesOf(locale).step(step))
  })
})

describe('rendering', () => {
  it('writes numbers, sizes and times as the language does', () => {
    const range = problem('OUT_OF_RANGE', { min: -25_000_000, max: 25_000_000, found: 1.5 })
    expect(LOCALES.map((locale) => plain(renderProblem(range, locale)))).toEqual([
      'Enter a number from -25,000,000 to 25,000,000. You entered 1.5.',
      'Geben Sie eine Zahl von -25.000.000 bis 25.000.000 ein. Sie haben 1,5 eingegeben.',
      'Saisissez un nombre de -25 000 000 à 25 000 000. Vous avez saisi 1,5.',
    ])
    const size = { code: 'SIZE_TOO_LARGE', params: { size: 44_040_192, limit: 41_943_040 } } as const
    expect(plain(renderTraceStep(size, 'fr').input)).toBe('42 Mo')
    expect(plain(renderTraceStep(size, 'de').result)).toBe('Abgewiesen: größer als 40 MB')
    const small = { code: 'SIZE_ACCEPTED', params: { size: 2048, limit: 41_943_040 } } as const
    expect(plain(renderTraceStep(small, 'en').input)).toBe('2 kB')
    const tiny = { code: 'SIZE_ACCEPTED', params: { size: 39, limit: 41_943_040 } } as const
    expect(LOCALES.map((locale) => plain(renderTraceStep(tiny, locale).input))).toEqual([
      '39 bytes',
      '39 Byte',
      '39 octets',
    ])
  })

  it('writes a deadline in UTC, given as milliseconds or as ISO text', () => {
    const at = Date.UTC(2026, 10, 25, 9, 5)
    const expected = '25. November 2026 um 09:05 UTC'
    expect(renderProblem(problem('OWNERSHIP_AT_RISK', { deadline: at }), 'de')).toContain(expected)
    const iso = new Date(at).toISOString()
    expect(renderProblem(problem('OWNERSHIP_AT_RISK', { deadline: iso }), 'de')).toContain(expected)
    expect(renderProblem(problem('OWNERSHIP_AT_RISK', { deadline: at }), 'en')).toContain(
      '25 November 2026 at 09:05 UTC',
    )
    expect(renderProblem(problem('OWNERSHIP_AT_RISK', { deadline: 'soon' }), 'en')).toContain('soon')
  })

  it('chooses the form that goes with the number', () => {
    const inUse = (count: number) => LOCALES.map((locale) => renderProblem(problem('IN_USE', { count }), locale))
    expect(inUse(1).join()).toMatch(/1 place\b.*1 Stelle\b.*1 endroit\b/)
    expect(inUse(2).join()).toMatch(/2 places\b.*2 Stellen\b.*2 endroits\b/)
    const limit = problem('LIMIT_REACHED', { key: 'bccPerAddress', limit: 5, count: 5 })
    expect(renderProblem(limit, 'en')).toMatch(/^You can have 5 BCC recipients/)
    expect(renderProblem(problem('LIMIT_REACHED', { ...limit.params, limit: 1 }), 'en')).toMatch(/1 BCC recipient /)
  })

  it('names values of the engine in words, and keeps those it does not know', () => {
    const missing = (type: string) => renderProblem(problem('REFERENCE_NOT_FOUND', { type, id: 'x' }), 'de')
    expect(missing('CannedResponse')).toMatch(/^Textbaustein nicht/)
    expect(missing('Queue')).toMatch(/^Warteschlange nicht/)
    expect(missing('Gadget')).toMatch(/^Gadget nicht/)
    expect(missing('constructor')).toMatch(/^constructor nicht/)
    const choice = problem('EXACTLY_ONE', { of: 'queue, flow, none' })
    expect(renderProblem(choice, 'fr')).toMatch(/file d’attente, flux ou aucun\.$/)
  })

  it('names permissions and what separates cells', () => {
    const needs = (found: string) =>
      LOCALES.map((locale) => renderProblem(problem('PERMISSION_NOT_OWN', { found }), locale))
    const [en, de, fr] = needs('routing:queue:manage').map(plain)
    expect(en).toContain('the permission “Queues: Change” yourself')
    expect(de).toContain('die Berechtigung „Warteschlangen: Ändern“ selbst')
    expect(fr).toContain('l’autorisation « Files d’attente : Modifier ».')
    for (const permission of PERMISSIONS) expect(needs(permission).join()).not.toContain(permission)
    const tabs = LOCALES.map((locale) => renderProblem(problem('CSV_SEPARATOR', { found: 'TAB' }), locale))
    expect(tabs.join()).toMatch(/ by tabs\..* durch Tabulatoren getrennt\..* par des tabulations\./)
  })

  it('writes the time that was entered, and one second as one', () => {
    const expiry = problem('API_KEY_EXPIRY', { limit: 366, found: '2020-01-02T03:04:00.000Z' })
    expect(renderProblem(expiry, 'en')).toContain('You entered 2 January 2020 at 03:04 UTC.')
    const slow = problem('TESTS_TAKE_TOO_LONG', { seconds: 1 })
    expect(LOCALES.map((locale) => renderProblem(slow, locale)).join()).toMatch(/1 second .*1 Sekunde,.*1 seconde,/)
  })

  it('names where a recipient and a reply were read', () => {
    const reply = (source: string) =>
      renderTraceStep({ code: 'REPLY_GOES_TO', params: { address: 'a@b.example', source } }, 'de').input
    expect(['REPLY_TO', 'FROM'].map(reply)).toEqual(['Antwortadresse des Kunden', 'Absender der E-Mail'])
  })

  it('puts values in as they are, even those that look like templates', () => {
    expect(renderProblem(problem('ADDRESS_EXISTS', { found: '{limit}$&$1' }), 'en')).toMatch(/^\{limit\}\$&\$1 already/)
  })

  it('never throws: an unknown code renders as itself, a missing parameter as nothing', () => {
    for (const code of ['FROM_THE_FUTURE', 'constructor', '__proto__'] as unknown as ProblemCode[]) {
      expect(renderProblem(problem(code), 'fr')).toBe(code)
      expect(renderTraceStep({ code: code as unknown as TraceCode, params: {} }, 'fr').title).toBe(code)
    }
    expect(renderProblem(problem('TOO_LONG'), 'en')).not.toContain('undefined')
  })
})
