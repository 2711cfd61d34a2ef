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
const HEAD =
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">` +
  '<base target="_blank">' +
  '<body style="font:14px/20px system-ui,sans-serif;margin:12px;background:#fff;color:#111">'

/** The page of a preview, for `srcdoc`. */
export function toFrameContent(html: string): string {
  return policy?.createHTML(HEAD + html) ?? HEAD + html
}
