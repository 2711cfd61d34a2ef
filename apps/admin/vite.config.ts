import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { compress } from './scripts/compress.mjs'
import { layerOrder } from './scripts/layer-order.mjs'

const api = 'http://127.0.0.1:4000'

/** Inputs that are found by typing come with the pages that have them, not with the first one. */
const TYPED = /\/shared\/ui\/(Chips|Combobox|MultiCombobox|TagsInput|suggestions)\b/
/** Comes after them: it is seen when one of them is opened. */
const OPENED = /\/shared\/ui\/SuggestionList\b/
const isFirst = (id: string) => /\/shared\/ui\/(?!index)/.test(id) && !TYPED.test(id) && !OPENED.test(id)
const CHUNKS = [
  { name: 'ui', priority: 1, test: isFirst },
  { name: 'typed', test: TYPED },
]

export default defineConfig({
  plugins: [vue(), layerOrder(), compress()],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
    dedupe: ['graphql', 'vue', '@apollo/client'],
  },
  define: {
    // Apollo's messages, Vue's options API and the compiler of messages are left out of the build.
    'globalThis.__DEV__': 'false',
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
  },
  build: {
    target: 'es2022',
    manifest: true,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/graphql': { target: api, ws: true }, '^/o/[^/]+/(audit-log|addresses)\\.(csv|json)': api },
  },
  test: { environment: 'jsdom', include: ['{src,test}/**/*.test.ts'], setupFiles: ['test/set-up.ts'] },
})
