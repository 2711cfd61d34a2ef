export { fillIn } from './fill-in'
export { default as HtmlPreview } from './HtmlPreview.vue'
