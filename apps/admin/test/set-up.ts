import { afterEach, beforeAll, beforeEach } from 'vitest'
import { cleanup } from '@testing-library/vue'
import { config } from '@vue/test-utils'
import { i18n, loadAllTexts } from '@/shared/i18n'

// jsdom knows the elements, but neither how to open nor how to scroll them.
HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.open = true
  this.querySelector<HTMLElement>('[autofocus]')?.focus()
}
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.open = false
  this.dispatchEvent(new Event('close'))
}
window.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}

config.global.plugins = [i18n]
beforeAll(loadAllTexts)
beforeEach(() => localStorage.clear())
afterEach(cleanup)
