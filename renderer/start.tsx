// First: the questions travel while the rest of the libraries is evaluated.
import './app/ahead.ts'
import '@fontsource-variable/inter/wght.css'
import './app/doorStyles.ts'
import './app/app.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { Providers } from './app/providers.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
// The scroll lock inside Mantine's dialogs takes its nonce from this global.
Object.assign(globalThis, { __webpack_nonce__: nonce })

// What the content policy refused since the start: the window's tests ask for it.
const violations: string[] = []
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(
    `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
  )
})
Object.assign(window, { __violations: violations })

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <Providers nonce={nonce}>
    <App />
  </Providers>,
)
