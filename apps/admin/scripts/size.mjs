// Sums what a browser loads, compressed, from sign-in to the list of domains, and the largest page; fails beyond the limits.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

const FIRST_LOAD = 190 * 1024
const PAGE = 30 * 1024
const ROUTE = [
  'src/features/session/SignInPage.vue',
  'src/shell/AppShell.vue',
  'src/features/domain/DomainListPage.vue',
]
const LANGUAGE = /^src\/shared\/i18n\/en\.ts$|messages\/dist\/locales\/en\.js$/

const dist = join(import.meta.dirname, '../dist')
const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'))

/** Files of a chunk and of all that it imports; dynamic imports only where the first load follows them. */
function filesOf(key, files = new Set()) {
  const chunk = manifest[key]
  if (!chunk || files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const file of chunk.css ?? []) files.add(file)
  for (const imported of chunk.imports ?? []) filesOf(imported, files)
  return files
}

const sizeOf = async (files, ending) => {
  const sizes = await Promise.all([...files].map(async (file) => (await stat(join(dist, file + ending))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const keys = Object.keys(manifest)
const first = new Set(['index.html'])
for (const key of ['index.html', ...ROUTE, ...keys.filter((one) => LANGUAGE.test(one))]) {
  if (!manifest[key]) throw new Error(`The build has no ${key}`)
  for (const file of filesOf(key)) first.add(file)
}

const pages = keys.filter((key) => manifest[key].isDynamicEntry && key.endsWith('.vue'))
const own = await Promise.all(
  pages.map(async (key) => {
    const files = [...filesOf(key)].filter((file) => !first.has(file))
    return { key, size: await sizeOf(files, '.br') }
  }),
)
const largest = own.sort((a, b) => b.size - a.size)[0]
const [brotli, gzip] = [await sizeOf(first, '.br'), await sizeOf(first, '.gz')]
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`

console.log(`First load: ${kb(brotli)} brotli, ${kb(gzip)} gzip of ${kb(FIRST_LOAD)}, ${first.size} files`)
console.log(`Largest page: ${largest.key} ${kb(largest.size)} of ${kb(PAGE)}`)
if (gzip > FIRST_LOAD || largest.size > PAGE) {
  console.error('The console is larger than its limits')
  process.exit(1)
}
