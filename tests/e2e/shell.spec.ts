import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, root } from './fixture.ts'
import { askOffice, killOffice, type RunningShell, shellCommand, test } from './shell-page.ts'

const PAGE = path.join(root, 'tests/simulators/shell/renderer')

const estados = ({ win }: RunningShell) => win.evaluate(() => window.shellPage.states.map((state) => state.estado))

test.describe('a page', () => {
  test('has the calls of the contract and nothing of Node or Electron', async ({ shell: { win } }) => {
    const found = await win.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((n) => n in window),
      calls: Object.entries(window.mostrador).map(([name, value]) => [name, typeof value]),
    }))
    expect(found.node).toEqual([])
    const contract = [
      'appInfo',
      'onMenu',
      'onOfficeState',
      'openBatch',
      'previewPaper',
      'print',
      'printers',
      'requestPort',
      'restartOffice',
      'saveFile',
      'savePdf',
      'setColorScheme',
      'setLanguage',
      'showFile',
    ]
    expect(new Set(found.calls.map(([name]) => name))).toEqual(new Set(contract))
    expect(found.calls.every(([, type]) => type === 'function')).toBe(true)
  })

  test('cannot navigate anywhere', async ({ shell: { win } }) => {
    const before = win.url()
    for (const target of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://office/page.js',
      'paper://doc/1',
      'data:text/html,x',
    ]) {
      await win.evaluate((url) => {
        window.location.href = url
      }, target)
    }
    await win.evaluate(() => document.querySelector('a')?.click())
    expect((await askOffice(win, 'still here')).echo).toBe('still here')
    expect(win.url()).toBe(before)
  })

  test('cannot open a window', async ({ shell: { app, win } }) => {
    for (const target of ['https://example.com/', 'app://office/index.html', 'about:blank', '']) {
      expect(await win.evaluate((url) => window.open(url) === null, target)).toBe(true)
    }
    expect(app.windows()).toHaveLength(1)
  })

  test('has no permission but to copy text', async ({ shell: { win } }) => {
    const states = await win.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as const
      const query = (name: string) => navigator.permissions.query({ name: name as PermissionName })
      return Promise.all(names.map(async (name) => (await query(name)).state))
    })
    expect(new Set(states)).toEqual(new Set(['denied']))
    const errors = await win.evaluate(async () => {
      const place = new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('a place'),
          (error) => resolve(error.code),
        ),
      )
      const pasted = navigator.clipboard.readText().catch((error: Error) => error.name)
      return [await place, await pasted, await Notification.requestPermission()]
    })
    expect(errors).toEqual([1, 'NotAllowedError', 'denied'])
  })

  test('reads its own files and none outside of them', async ({ shell: { win } }) => {
    const status = (url: string) => win.evaluate((asked) => fetch(asked).then((r) => r.status), url)
    expect(await status('app://office/page.js')).toBe(200)
    expect(await status('app://office/missing.js')).toBe(404)
    for (const outside of [
      '..%2f..%2fpackage.json',
      '%2e%2e%2fmain%2findex.js',
      '..%5c..%5cpackage.json',
      '%2fetc%2fpasswd',
    ]) {
      expect([403, 404]).toContain(await status(`app://office/${outside}`))
    }
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://other/index.html', 'paper://doc/1']) {
      expect(await status(url).catch(() => 'refused')).toBe('refused')
    }
  })

  test('runs no inline script, no string as code, no script of others', async ({ shell: { win } }) => {
    const ran = await win.evaluate(() => {
      const element = document.createElement('script')
      element.textContent = 'window.inlineScriptRan = true'
      document.body.append(element)
      const link = document.createElement('div')
      link.setAttribute('onclick', 'window.inlineScriptRan = true')
      document.body.append(link)
      link.click()
      return 'inlineScriptRan' in window
    })
    expect(ran).toBe(false)
    await expect.poll(() => win.evaluate(() => window.shellPage.violations)).toContain('script-src-elem')
    expect(await win.evaluate(() => window.shellPage.violations)).toContain('script-src-attr')
    expect(await win.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(1, 2, 3)')
  })

  test('is not answered when it is shown by a window that is not ours', async ({ shell: { app }, shellRoot }) => {
    const answers = await app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const additionalArguments = ['--mostrador-origin=app://office']
        const stranger = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, additionalArguments },
        })
        await stranger.loadURL('app://office/index.html')
        const ask = (call: string) =>
          stranger.webContents.executeJavaScript(`mostrador.${call}.then(() => 'answered', (error) => error.message)`)
        const answered = [await ask('appInfo()'), await ask("saveFile({ suggestedName: 'x', data: 'x' })")]
        const states = (await stranger.webContents.executeJavaScript('shellPage.states.length')) as number
        stranger.destroy()
        return [...answered, states]
      },
      path.join(shellRoot, 'out/preload/index.cjs'),
    )
    expect(answers).toEqual([expect.stringContaining('refused'), expect.stringContaining('refused'), 0])
  })

  test('is told who runs it', async ({ shell: { win } }) => {
    const info = await win.evaluate(() => window.mostrador.appInfo())
    expect(info.version).toBe('9.8.7')
    expect(info.platform).toBe(process.platform)
    expect(info.electron).toMatch(/^\d+\./)
  })

  test('comes back after a crash and has a line to the office again', async ({ shell: { app, win } }) => {
    const reloaded = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          contents?.once('did-finish-load', () => resolve(contents.getURL()))
          contents?.forcefullyCrashRenderer()
        }),
    )
    expect(await reloaded).toBe('app://office/index.html')
    const ask = `new Promise((resolve) => {
      const port = shellPage.ports[0]
      port.onmessage = (event) => resolve(event.data.echo)
      port.postMessage('back')
    })`
    const inPage = (code: string) =>
      app.evaluate(({ BrowserWindow }, js) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(js), code)
    await expect.poll(() => inPage('shellPage.ports.length')).toBe(1)
    expect(await inPage(ask)).toBe('back')
    expect(win.isClosed()).toBe(false)
  })
})

for (const transport of ['node', 'utility'] as const) {
  test.describe(`the office as a ${transport} process`, () => {
    test('answers, and is back with a fresh line after it was killed', async ({ openShell }) => {
      const shell = await openShell(transport)
      const first = await askOffice(shell.win, 'hola')
      expect(first.echo).toBe('hola')
      await killOffice(shell.win)
      const second = await askOffice(shell.win, 'otra vez')
      expect(second.echo).toBe('otra vez')
      expect(second.pid).not.toBe(first.pid)
      expect((await estados(shell)).slice(-3)).toEqual(['ready', 'restarting', 'ready'])
    })

    test('is given up at the fourth death within a minute, and starts again when asked', async ({ openShell }) => {
      const shell = await openShell(transport)
      for (let death = 0; death < 4; death++) await killOffice(shell.win)
      const last = await shell.win.evaluate(() => window.shellPage.states.at(-1))
      expect(last).toMatchObject({ estado: 'failed', code: 'crashed' })
      // Each dead line was closed, also the last one, so that calls on their way settle.
      await expect.poll(() => shell.win.evaluate(() => window.shellPage.closed)).toBe(4)
      await shell.win.evaluate(() => window.mostrador.restartOffice())
      await expect.poll(() => estados(shell).then((all) => all.at(-1))).toBe('ready')
      expect((await askOffice(shell.win, 'viva')).echo).toBe('viva')
    })

    test('that refuses its data is not restarted until asked', async ({ openShell, dataDir }) => {
      const script = path.join(dataDir, 'office/script.txt')
      fs.mkdirSync(path.dirname(script), { recursive: true })
      fs.writeFileSync(script, 'fail db.from_the_future')
      const shell = await openShell(transport)
      expect(await shell.win.evaluate(() => window.shellPage.states)).toEqual([
        ...((await estados(shell)).includes('starting') ? [{ estado: 'starting' }] : []),
        { estado: 'failed', code: 'db.from_the_future', detail: 'told to fail' },
      ])
      fs.rmSync(script)
      await shell.win.evaluate(() => window.mostrador.restartOffice())
      await expect.poll(() => estados(shell).then((all) => all.at(-1))).toBe('ready')
    })

    test('gets a new line after a reload of the page', async ({ openShell }) => {
      const { win } = await openShell(transport)
      await win.reload()
      await win.waitForFunction(() => window.shellPage?.ports.length === 1)
      expect((await askOffice(win, 'otra página')).echo).toBe('otra página')
    })

    test('is asked to stop, and waited for, when the application quits', async ({ openShell, dataDir }) => {
      const { app } = await openShell(transport)
      await app.close()
      const log = fs.readFileSync(path.join(dataDir, 'logs/main.log'), 'utf8').trim().split('\n')
      const lines = log.map((line) => JSON.parse(line) as { msg: string; how?: string })
      expect(lines.find((line) => line.msg === 'office exited')?.how).toBe('exit 0')
      expect(fs.readFileSync(path.join(dataDir, 'logs/office.log'), 'utf8')).toContain('fake office: well-behaved')
    })
  })
}

test.describe('the application', () => {
  test('sends the commands of its menu to the page', async ({ shell: { app, win } }) => {
    const commands = await app.evaluate(({ Menu }) => {
      const ids = ['go.clientes', 'palette', 'lock']
      for (const id of ids) Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
      return ids
    })
    await expect.poll(() => win.evaluate(() => window.shellPage.commands)).toEqual(commands)
  })

  test('speaks the chosen language, also after the next start', async ({ openShell }) => {
    const label = ({ app }: RunningShell) =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('cliente.create')?.label)
    const first = await openShell()
    await first.win.evaluate(() => window.mostrador.setLanguage('pt'))
    expect(await label(first)).toBe('Novo cliente')
    await first.win.evaluate(() => window.mostrador.setLanguage('es'))
    expect(await label(first)).toBe('Cliente nuevo')
    await first.app.close()
    expect(await label(await openShell())).toBe('Cliente nuevo')
  })

  test('keeps the colour scheme', async ({ openShell }) => {
    const dark = ({ win }: RunningShell) => win.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    const first = await openShell()
    await first.win.evaluate(() => window.mostrador.setColorScheme('light'))
    await expect.poll(() => dark(first)).toBe(false)
    await first.win.evaluate(() => window.mostrador.setColorScheme('dark'))
    await expect.poll(() => dark(first)).toBe(true)
    await first.app.close()
    expect(await dark(await openShell())).toBe(true)
  })

  test('opens its window where it was left', async ({ openShell }) => {
    const bounds = { x: 20, y: 30, width: 1100, height: 700 }
    const current = ({ app }: RunningShell) =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
    const first = await openShell()
    await first.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds)
    await expect.poll(() => current(first)).toEqual(bounds)
    await first.app.close()
    expect(await current(await openShell())).toEqual(bounds)
  })

  test('started twice on the same data shows its first window', async ({ shell: { app }, shellRoot, dataDir }) => {
    const shown = app.evaluate(
      ({ app: electron }) => new Promise((resolve) => electron.once('second-instance', () => resolve('shown'))),
    )
    const { executable, args, env } = await shellCommand(shellRoot, dataDir, 'node')
    const [code] = await once(spawn(executable, args, { env, stdio: 'ignore' }), 'exit')
    expect(code).toBe(0)
    expect(await shown).toBe('shown')
    expect(app.windows()).toHaveLength(1)
  })

  test('in development shows the page of the dev server, which has the same line to the office', async ({
    openShell,
  }) => {
    const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
    const server = http.createServer((request, response) => {
      const file = path.join(PAGE, request.url === '/' ? 'index.html' : path.basename(request.url ?? ''))
      response.setHeader('content-type', types[path.extname(file)] ?? 'text/plain')
      response.end(fs.existsSync(file) ? fs.readFileSync(file) : '')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const { win } = await openShell('node', { ELECTRON_RENDERER_URL: `http://127.0.0.1:${port}` })
    expect(win.url()).toBe(`http://127.0.0.1:${port}/`)
    expect((await askOffice(win, 'hola')).echo).toBe('hola')
    expect((await win.evaluate(() => window.mostrador.appInfo())).version).toBe('9.8.7')
    server.closeAllConnections()
    server.close()
  })

  test('does not believe in a dev server on another machine', async ({ openShell }) => {
    const { win } = await openShell('node', { ELECTRON_RENDERER_URL: 'http://example.com/' })
    expect(win.url()).toBe('app://office/index.html')
  })
})
