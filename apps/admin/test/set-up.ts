import { afterEach, beforeAll, beforeEach } from 'vitest'
import { cleanup } from '@testing-library/vue'
import { config } from '@vue/test-utils'
import { i18n, showIn } from '@/shared/i18n'

// jsdom knows the element, but not how to open it.
HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.open = true
}
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.open = false
  this.dispatchEvent(new Event('close'))
}
window.scrollTo = () => {}

config.global.plugins = [i18n]
beforeAll(() => showIn('en'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)
