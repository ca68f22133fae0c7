// A page that does nothing but listen to the shell and remember what it heard.

/** @type {import('../../../e2e/shell-page.ts').ShellPage} */
const page = { states: [], commands: [], ports: [], closed: 0, violations: [] }
window.shellPage = page

document.addEventListener('securitypolicyviolation', (event) => page.violations.push(event.effectiveDirective))

window.addEventListener('message', (event) => {
  const port = event.ports[0]
  if (event.data?.type !== 'mostrador:office-port' || port === undefined) return
  port.addEventListener('close', () => (page.closed += 1))
  port.start()
  page.ports.push(port)
})
window.mostrador.onOfficeState((state) => page.states.push(state))
window.mostrador.onMenu((command) => page.commands.push(command))
window.mostrador.requestPort()
