const ORDER = '@layer tokens,base,components,utilities;'

/** Vite plugin: every stylesheet of the build says the order of layers first, for any of them may be loaded first. */
export function layerOrder() {
  return {
    name: 'mailroom:layer-order',
    apply: /** @type {const} */ ('build'),
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = ORDER + file.source
      }
    },
  }
}
