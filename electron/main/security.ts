import { app, type Session, shell, type WebContents } from 'electron'
import { ALLOWED_PERMISSIONS } from './constants.ts'
import type { Log } from './logging.ts'
import { isOfficePage, isPaperPage, isSafeExternal, type Origins } from './trust.ts'

/** Addresses that no window of a packaged office ever asks for. */
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']

/** Denies every permission of a session except those listed, for requests and for silent checks alike. */
export function denyPermissions(session: Session, allowed: readonly string[] = ALLOWED_PERMISSIONS): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.includes(permission)))
  session.setPermissionCheckHandler((_contents, permission) => allowed.includes(permission))
  session.setDevicePermissionHandler(() => false)
}

/** Keeps windows off the network and the file system: only our own schemes answer. Not with a dev server. */
export function denyNetwork(session: Session, origins: Origins, log: Log): void {
  if (origins.devServer !== null) return
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, (details, answer) => {
    log.warn({ resourceType: details.resourceType, protocol: new URL(details.url).protocol }, 'request denied')
    answer({ cancel: true })
  })
}

/** Opens an address in the system's browser or mail program; anything but https and mailto is refused. */
export async function openExternal(address: string, log: Log): Promise<void> {
  if (!isSafeExternal(address)) {
    log.warn('external address refused')
    return
  }
  await shell.openExternal(address)
}

/** Rules for every web contents there is or will be, whoever makes it. */
export function guardAllContents(origins: Origins, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origins, log))
  app.on('certificate-error', (event, _contents, _url, error, _certificate, answer) => {
    event.preventDefault()
    log.warn({ error }, 'certificate refused')
    answer(false)
  })
  app.on('login', (event) => event.preventDefault())
}

function guardContents(contents: WebContents, origins: Origins, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log.warn('new window denied')
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame ? isReload(contents, event.url, origins) : isPaperPage(event.url)
    if (allowed) return
    event.preventDefault()
    log.warn({ mainFrame: event.isMainFrame }, 'navigation denied')
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  // A page that will not unload must not keep its window open for ever.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.warn('webview denied')
  })
}

/** A page may load itself again (`location.reload()`); anything else is a navigation. */
const isReload = (contents: WebContents, address: string, origins: Origins): boolean =>
  address === contents.getURL() && isOfficePage(address, origins)
