export { default as ReadOnlyBanner } from './ReadOnlyBanner.vue'
