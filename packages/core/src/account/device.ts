/** Browsers in the order in which they are looked for: most claim to be others, too. */
const BROWSERS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
]
const SYSTEMS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\b(Macintosh|Mac OS X)\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\b(Linux|X11)\b/],
]

/** The browser and the system of a `User-Agent` header, for people to know their devices again. */
export interface Device {
  /** Null: none that is known. */
  readonly browser: string | null
  readonly system: string | null
}

export function readUserAgent(header: string | null): Device {
  const text = (header ?? '').slice(0, 512)
  return { browser: firstOf(BROWSERS, text), system: firstOf(SYSTEMS, text) }
}

function firstOf(known: typeof BROWSERS, text: string): string | null {
  return known.find(([, mark]) => mark.test(text))?.[0] ?? null
}
