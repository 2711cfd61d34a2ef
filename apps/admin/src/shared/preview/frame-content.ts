interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): { createHTML(html: string): string }
}

/**
 * The one way from text to HTML in the console, named in the server's `trusted-types`: only for the content of a frame
 * that is sandboxed from scripts, forms and this page.
 */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('mailroom-preview', {
  createHTML: (html) => html,
})

const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
const HEAD = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}"><base target="_blank">`
const FONT = 'font:14px/20px system-ui,sans-serif;margin:12px'
const SCHEMES = {
  light: { root: 'color-scheme:light', body: `${FONT};background:#fff;color:#111` },
  dark: { root: 'color-scheme:dark', body: `${FONT};background:#121212;color:#eee` },
} as const

/** A grey box: who sends an image from elsewhere would learn who looks at it, and when. */
const BOX =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='120' height='40'%3E" +
  "%3Crect width='100%25' height='100%25' fill='%23999'/%3E%3C/svg%3E"
const IMAGE_SOURCE = /(<img\b[^<>]*?\ssrc=)"[^"<>]*"/gi

/** The page of a preview, for `srcdoc`, of clean HTML; images are grey boxes. */
export function toFrameContent(html: string, scheme: keyof typeof SCHEMES = 'light'): string {
  const { root, body } = SCHEMES[scheme]
  const shown = html.replace(IMAGE_SOURCE, `$1"${BOX}"`)
  const page = `<!doctype html><html style="${root}">${HEAD}<body style="${body}">${shown}`
  return policy?.createHTML(page) ?? page
}
