/**
 * The row that a key goes to in a grid of `count` rows, `page` rows high; null when the key does not move.
 * Never leaves the rows that are loaded.
 */
export function nextActive(key: string, current: number, count: number, page: number): number | null {
  const target = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: count - 1,
  }[key]
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target))
}
