import { createApp } from 'vue'
import './styles/tokens.css'
import './styles/base.css'
import './styles/control.css'
import App from './App.vue'
import { router } from './router'
import { i18n, showPreferred } from './shared/i18n'
import { applyTheme } from './shell/theme'

applyTheme()
await showPreferred()
createApp(App).use(i18n).use(router).mount('#app')
