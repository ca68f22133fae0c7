import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Area, restoreWindowState, serializeWindowState } from '../../electron/main/window-state.ts'

const LAPTOP: Area = { x: 0, y: 0, width: 1920, height: 1040 }
const SECOND: Area = { x: 1920, y: 0, width: 2560, height: 1400 }
const FIRST_START = { width: 1366, height: 768, position: null, maximized: false }

const saved = (bounds: Area, maximized = false): unknown => JSON.parse(serializeWindowState(bounds, maximized))

describe('the window state', () => {
  it('is the default on the first start and when the file is damaged', () => {
    for (const damaged of [null, {}, [], 'x', { width: 'wide', height: 700 }, { width: 1200.5, height: 700 }]) {
      expect(restoreWindowState(damaged, [LAPTOP])).toEqual(FIRST_START)
    }
  })

  it('comes back as it was left', () => {
    const bounds = { x: 100, y: 50, width: 1400, height: 900 }
    const restored = { width: 1400, height: 900, position: { x: 100, y: 50 }, maximized: true }
    expect(restoreWindowState(saved(bounds, true), [LAPTOP])).toEqual(restored)
  })

  it('comes back on the second screen', () => {
    const bounds = { x: 2000, y: 100, width: 1400, height: 900 }
    expect(restoreWindowState(saved(bounds), [LAPTOP, SECOND]).position).toEqual({ x: 2000, y: 100 })
  })

  it('leaves its place to the system when its screen is gone', () => {
    const bounds = { x: 2000, y: 100, width: 1400, height: 900 }
    const state = restoreWindowState(saved(bounds), [LAPTOP])
    expect(state).toEqual({ width: 1400, height: 900, position: null, maximized: false })
  })

  it('is brought back when its title bar is above, below or beside every screen', () => {
    for (const place of [
      { x: 100, y: -200 },
      { x: 100, y: 1030 },
      { x: -1350, y: 100 },
      { x: 1850, y: 100 },
    ]) {
      expect(restoreWindowState(saved({ ...place, width: 1400, height: 900 }), [LAPTOP]).position).toBeNull()
    }
  })

  it('is never smaller than a screen of the office needs nor larger than the screen', () => {
    expect(restoreWindowState(saved({ x: 0, y: 0, width: 300, height: 200 }), [LAPTOP])).toMatchObject({
      width: 1024,
      height: 680,
    })
    expect(restoreWindowState(saved({ x: 0, y: 0, width: 9000, height: 5000 }), [LAPTOP])).toMatchObject({
      width: 1920,
      height: 1040,
    })
  })

  it('always opens where its title bar can be reached', () => {
    const coordinate = fc.integer({ min: -20_000, max: 20_000 })
    const area = fc.record({ x: coordinate, y: coordinate, width: coordinate, height: coordinate })
    fc.assert(
      fc.property(area, (bounds) => {
        const state = restoreWindowState(saved(bounds), [LAPTOP, SECOND])
        if (state.position === null) return
        const { x, y } = state.position
        const reached = [LAPTOP, SECOND].some(
          (screen) =>
            y >= screen.y && y < screen.y + screen.height && x < screen.x + screen.width && x + state.width > screen.x,
        )
        expect(reached).toBe(true)
      }),
    )
  })
})
