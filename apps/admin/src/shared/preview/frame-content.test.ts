import { expect, it } from 'vitest'
import { toFrameContent } from './frame-content'

it('shows images as boxes of their size, so that nothing is asked of elsewhere', () => {
  const page = toFrameContent('<p>a</p><img alt="A" src="https://acme.example/a.png" width="10" /><img src="cid:b" />')
  expect(page).toMatch(/<img alt="A" src="data:image\/svg\+xml,[^"]*" width="10" \/><img src="data:[^"]*" \/>$/)
  expect(page).not.toMatch(/acme\.example|cid:/)
})

it('allows no script and nothing from elsewhere, on light and on dark ground', () => {
  for (const scheme of ['light', 'dark'] as const) {
    const page = toFrameContent('x', scheme)
    expect(page).toContain(`<html style="color-scheme:${scheme}">`)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`)
  }
})
