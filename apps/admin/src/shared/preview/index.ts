export { default as HtmlPreview } from './HtmlPreview.vue'
