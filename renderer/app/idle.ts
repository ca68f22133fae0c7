import { useEffect } from 'react'

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Calls back once nobody has touched the window for `ms` milliseconds, while `watching`. */
export function useIdle(ms: number, onIdle: () => void, watching: boolean): void {
  useEffect(() => {
    if (!watching) return
    let timer = setTimeout(onIdle, ms)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(onIdle, ms)
    }
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, touched)
    }
  }, [ms, onIdle, watching])
}
