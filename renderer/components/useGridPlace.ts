import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { createKept } from '../app/kept.ts'

interface Place {
  view: string
  active: number
  /** Pixels scrolled. */
  offset: number
}

const places = createKept<Place>()

/** Whether the person was in the rows of this list when they left it, filtered in the same way. */
export const isKeptPlace = (list: string, view: string): boolean => places.get(list)?.view === view

/** The active row and the scroll of a grid; kept for when the same list, filtered in the same way, is shown again. */
export function useGridPlace(place: { list: string; view: string } | undefined, grid: RefObject<HTMLElement | null>) {
  const list = place?.list
  const view = place?.view ?? ''
  const [left] = useState((): Place => {
    const kept = list === undefined ? undefined : places.get(list)
    return kept?.view === view ? kept : { view, active: 0, offset: 0 }
  })
  const [active, setActiveRow] = useState(left.active)
  const now = useRef<Place>(left)

  const note = useCallback(
    (part: Partial<Place>) => {
      now.current = { ...now.current, ...part }
      if (list !== undefined) places.set(list, now.current)
    },
    [list],
  )
  const setActive = useCallback(
    (index: number) => {
      setActiveRow(index)
      note({ active: index })
    },
    [note],
  )
  useEffect(() => {
    if (now.current.view === view) return
    note({ view, offset: 0 })
    setActive(0)
    grid.current?.scrollTo({ top: 0 })
  }, [view, note, setActive, grid])
  useEffect(() => {
    const onScroll = (event: Event) => {
      if (event.target === grid.current && grid.current !== null) note({ offset: grid.current.scrollTop })
    }
    // Scrolling does not bubble, but it can be caught on its way down, whenever the rows come.
    window.addEventListener('scroll', onScroll, true)
    return () => window.removeEventListener('scroll', onScroll, true)
  }, [note, grid])
  return { active, setActive, offset: left.offset }
}
