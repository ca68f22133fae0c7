import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { type Idioma, IDIOMAS } from '../../contract/enums.ts'
import { MENU_COMMANDS, type MenuCommand } from '../../contract/shell.ts'
import { menuTemplate } from '../../electron/main/menu-template.ts'
import { shellStrings } from '../../electron/main/strings.ts'

const SHORTCUTS: Partial<Record<MenuCommand, string>> = {
  'go.mostrador': 'CmdOrCtrl+1',
  'go.clientes': 'CmdOrCtrl+3',
  'go.facturas': 'CmdOrCtrl+4',
  'go.ajustes': 'CmdOrCtrl+,',
  palette: 'CmdOrCtrl+K',
  'cliente.create': 'CmdOrCtrl+N',
  'factura.create': 'CmdOrCtrl+Shift+N',
  'corrida.run': 'CmdOrCtrl+Shift+F',
  lock: 'CmdOrCtrl+L',
  'help.shortcuts': 'F1',
}

const flatten = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])

interface System {
  mac?: boolean
  development?: boolean
  language?: Idioma
}

function menu({ mac = false, development = false, language = 'es' }: System = {}) {
  const sent: string[] = []
  const actions = {
    send: (command: MenuCommand) => sent.push(command),
    openLogs: () => sent.push('logs'),
    writeToSupport: () => sent.push('support'),
  }
  const strings = shellStrings(language).menu
  return { sent, items: flatten(menuTemplate({ strings, actions, mac, development })) }
}

const click = (item: MenuItemConstructorOptions | undefined) => (item?.click as (() => void) | undefined)?.()

describe('the application menu', () => {
  it.each([{ mac: false }, { mac: true }])('sends every command of the contract exactly once (%o)', (system) => {
    const { items, sent } = menu(system)
    for (const command of MENU_COMMANDS) click(items.find((item) => item.id === command))
    expect(sent).toEqual([...MENU_COMMANDS])
    expect(items.filter((item) => MENU_COMMANDS.some((command) => command === item.id))).toHaveLength(
      MENU_COMMANDS.length,
    )
  })

  it('has the shortcuts that the screens promise', () => {
    const { items } = menu()
    for (const [command, accelerator] of Object.entries(SHORTCUTS)) {
      expect(items.find((item) => item.id === command)?.accelerator).toBe(accelerator)
    }
  })

  it('gives no two entries the same shortcut', () => {
    for (const mac of [false, true]) {
      const used = menu({ mac, development: true }).items.flatMap((item) => item.accelerator ?? [])
      expect(new Set(used).size).toBe(used.length)
    }
  })

  it('reloads and opens the developer tools in development only', () => {
    const roles = (development: boolean) => menu({ development }).items.map((item) => item.role)
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    expect(roles(false)).not.toContain('reload')
    expect(roles(false)).not.toContain('toggleDevTools')
  })

  it('can be left, and the text edited, on every system', () => {
    for (const mac of [false, true]) {
      const roles = menu({ mac }).items.map((item) => item.role)
      expect(roles).toEqual(expect.arrayContaining(['quit', 'undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']))
    }
  })

  it('opens the logs and the mail to support', () => {
    const { items, sent } = menu()
    for (const id of ['logs', 'support']) click(items.find((item) => item.id === id))
    expect(sent).toEqual(['logs', 'support'])
  })

  it.each(IDIOMAS)('has a word for every entry in %s', (language) => {
    const { items } = menu({ language, mac: true, development: true })
    const silent = items.filter((item) => item.type !== 'separator' && item.role !== 'appMenu' && !item.label)
    expect(silent).toEqual([])
  })
})

describe('the words of the shell', () => {
  const keys = (words: object, prefix = ''): string[] =>
    Object.entries(words).flatMap(([key, word]) =>
      typeof word === 'object' ? keys(word, `${prefix}${key}.`) : [`${prefix}${key}`],
    )

  it.each(IDIOMAS)('are complete in %s', (language) => {
    expect(keys(shellStrings(language))).toEqual(keys(shellStrings('es')))
  })
})
