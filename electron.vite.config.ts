import fs from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (relative: string) => path.join(import.meta.dirname, relative)

// Said explicitly: they hold for the Electron that users get and for the older one that development may fall back to.
const NODE = 'node20.18'
const CHROME = 'chrome130'

const copyMigrations = (): Plugin => ({
  name: 'copy-migrations',
  apply: 'build',
  closeBundle() {
    fs.rmSync(at('out/migrations'), { recursive: true, force: true })
    fs.cpSync(at('db/migrations'), at('out/migrations'), { recursive: true })
  },
})

export default defineConfig({
  main: {
    build: {
      target: NODE,
      // Exactly package.json's "dependencies", the native modules; all else is bundled.
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          office: at('office/entry/utility.ts'),
          'office-node': at('office/entry/node.ts'),
        },
      },
    },
    plugins: [copyMigrations()],
  },
  preload: {
    build: {
      target: NODE,
      // A sandboxed preload is one CommonJS file and cannot require packages.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // Replaced by main in each response.
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      target: CHROME,
      minify: true,
      // The CSP allows no data: URLs but for images, and small fonts would become such.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: at('renderer/index.html'),
        // All that the start needs in one file: each file is a question to the main process while it is busiest.
        output: { codeSplitting: { groups: [{ name: 'start', test: /renderer[\\/]start\.tsx$/ }] } },
      },
    },
    plugins: [react()],
  },
})
