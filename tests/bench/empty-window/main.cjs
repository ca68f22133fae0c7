// The least an Electron program can do: what the start of the real one is held against.
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true } })
  void window.loadURL('data:text/html,<!doctype html><title>empty</title><button>usable</button>')
})
app.on('window-all-closed', () => app.quit())
