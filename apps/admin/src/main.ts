import { createApp } from 'vue'
import './styles/tokens.css'
import './styles/base.css'
import './styles/control.css'
import App from './App.vue'
import { router } from './router'
import { i18n, showPreferred } from './shared/i18n'
import { applyDensity } from './shell/density'
import { applyTheme } from './shell/theme'

applyTheme()
applyDensity()
await showPreferred()
createApp(App).use(i18n).use(router).mount('#app')
