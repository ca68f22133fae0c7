import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../contract/shell.ts'
import type { ShellStrings } from './strings.ts'

export interface MenuActions {
  send(command: MenuCommand): void
  openLogs(): void
  writeToSupport(): void
}

export interface MenuSetup {
  strings: ShellStrings['menu']
  actions: MenuActions
  mac: boolean
  development: boolean
}

type Item = MenuItemConstructorOptions

const SEPARATOR: Item = { type: 'separator' }

/** The application menu. Its accelerators are the shortcuts that work wherever the focus is. */
export function menuTemplate(setup: MenuSetup): Item[] {
  const menus = [officeMenu(setup), editMenu(setup), viewMenu(setup), helpMenu(setup)]
  return setup.mac ? [macAppMenu(setup), ...menus, macWindowMenu(setup)] : menus
}

const command = ({ actions }: MenuSetup, label: string, name: MenuCommand, accelerator?: string): Item => ({
  id: name,
  label,
  click: () => actions.send(name),
  ...(accelerator === undefined ? {} : { accelerator }),
})

const ajustes = (setup: MenuSetup): Item => command(setup, setup.strings.ajustes, 'go.ajustes', 'CmdOrCtrl+,')

function officeMenu(setup: MenuSetup): Item {
  const { strings, mac } = setup
  return {
    label: strings.office,
    submenu: [
      command(setup, strings.newCliente, 'cliente.create', 'CmdOrCtrl+N'),
      command(setup, strings.newFactura, 'factura.create', 'CmdOrCtrl+Shift+N'),
      command(setup, strings.facturarPeriodo, 'corrida.run', 'CmdOrCtrl+Shift+F'),
      SEPARATOR,
      command(setup, strings.lock, 'lock', 'CmdOrCtrl+L'),
      ...(mac
        ? [SEPARATOR, { role: 'close', label: strings.close } satisfies Item]
        : [
            ajustes(setup),
            SEPARATOR,
            { role: 'quit', label: strings.quit, accelerator: 'CmdOrCtrl+Q' } satisfies Item,
          ]),
    ],
  }
}

const editMenu = ({ strings }: MenuSetup): Item => ({
  label: strings.edit,
  submenu: [
    { role: 'undo', label: strings.undo },
    { role: 'redo', label: strings.redo },
    SEPARATOR,
    { role: 'cut', label: strings.cut },
    { role: 'copy', label: strings.copy },
    { role: 'paste', label: strings.paste },
    { role: 'selectAll', label: strings.selectAll },
  ],
})

function viewMenu(setup: MenuSetup): Item {
  const { strings, development } = setup
  const developerItems: Item[] = [
    SEPARATOR,
    { role: 'reload', label: strings.reload },
    { role: 'toggleDevTools', label: strings.devTools },
  ]
  return {
    label: strings.view,
    submenu: [
      command(setup, strings.mostrador, 'go.mostrador', 'CmdOrCtrl+1'),
      command(setup, strings.clientes, 'go.clientes', 'CmdOrCtrl+3'),
      command(setup, strings.facturas, 'go.facturas', 'CmdOrCtrl+4'),
      command(setup, strings.palette, 'palette', 'CmdOrCtrl+K'),
      SEPARATOR,
      { role: 'zoomIn', label: strings.zoomIn },
      // On most keyboards "plus" needs Shift; the key without it zooms too.
      { role: 'zoomIn', label: strings.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false },
      { role: 'zoomOut', label: strings.zoomOut },
      { role: 'resetZoom', label: strings.zoomReset },
      { role: 'togglefullscreen', label: strings.fullscreen },
      ...(development ? developerItems : []),
    ],
  }
}

function helpMenu(setup: MenuSetup): Item {
  const { strings, actions, mac } = setup
  return {
    role: 'help',
    label: strings.help,
    submenu: [
      command(setup, strings.shortcuts, 'help.shortcuts', 'F1'),
      { id: 'logs', label: strings.logs, click: () => actions.openLogs() },
      { id: 'support', label: strings.support, click: () => actions.writeToSupport() },
      ...(mac ? [] : [SEPARATOR, command(setup, strings.about, 'about')]),
    ],
  }
}

function macAppMenu(setup: MenuSetup): Item {
  const { strings } = setup
  return {
    role: 'appMenu',
    submenu: [
      command(setup, strings.about, 'about'),
      SEPARATOR,
      ajustes(setup),
      SEPARATOR,
      { role: 'hide', label: strings.hide },
      { role: 'hideOthers', label: strings.hideOthers },
      { role: 'unhide', label: strings.showAll },
      SEPARATOR,
      { role: 'quit', label: strings.quit },
    ],
  }
}

const macWindowMenu = ({ strings }: MenuSetup): Item => ({
  role: 'windowMenu',
  label: strings.window,
  submenu: [{ role: 'minimize', label: strings.minimize }],
})
