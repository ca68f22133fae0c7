import { describe, expect, it } from 'vitest'
import { OfficeLines } from '../../electron/main/office-lines.ts'

function office() {
  let ready = true
  let lines = 0
  const closed: string[] = []
  const connect = () => {
    if (!ready) return null
    const port = `line ${++lines}`
    return { port, close: () => closed.push(port) }
  }
  return { lines: new OfficeLines<string>(connect), closed, setReady: (value: boolean) => (ready = value) }
}

function page(id: number) {
  const ports: string[] = []
  return { id, ports, deliver: (port: string) => ports.push(port) }
}

describe('lines between windows and the office', () => {
  it('are given at once while the office is ready', () => {
    const { lines } = office()
    const window = page(1)
    lines.request(window)
    expect(window.ports).toEqual(['line 1'])
  })

  it('are given later when the office was not ready', () => {
    const { lines, setReady } = office()
    const window = page(1)
    setReady(false)
    lines.request(window)
    expect(window.ports).toEqual([])
    setReady(true)
    lines.officeReady()
    expect(window.ports).toEqual(['line 1'])
  })

  it('are replaced when the page asks again, and the old one is closed', () => {
    const { lines, closed } = office()
    const window = page(1)
    lines.request(window)
    lines.request(window)
    expect(window.ports).toEqual(['line 1', 'line 2'])
    expect(closed).toEqual(['line 1'])
  })

  it('are fresh for every window after a restart', () => {
    const { lines } = office()
    const windows = [page(1), page(2)]
    windows.forEach((window) => lines.request(window))
    lines.officeReady()
    expect(windows.map((window) => window.ports)).toEqual([
      ['line 1', 'line 3'],
      ['line 2', 'line 4'],
    ])
  })

  it('end with their page, which gets no other', () => {
    const { lines, closed } = office()
    const window = page(1)
    lines.request(window)
    lines.forget(1)
    lines.officeReady()
    expect(closed).toEqual(['line 1'])
    expect(window.ports).toEqual(['line 1'])
  })
})
