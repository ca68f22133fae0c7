import type { DispositivoRow } from '../../../../contract/procedures/dispositivos.ts'
import type { Page } from '../../../../contract/schemas.ts'

/** Pages with the rows that changed put in their places; what did not change stays the same object, so that it is not drawn again. */
export function patchPages(pages: Page<DispositivoRow>[], changed: readonly DispositivoRow[]): Page<DispositivoRow>[] {
  const byId = new Map(changed.map((row) => [row.id, row]))
  return pages.map((page) =>
    page.items.some(({ id }) => byId.has(id))
      ? { ...page, items: page.items.map((row) => byId.get(row.id) ?? row) }
      : page,
  )
}

const placeOf = ({ nombre, estado, modo, activo, sitio, etiquetas, alertas }: DispositivoRow): string =>
  JSON.stringify([nombre, estado, modo, activo, sitio?.id, etiquetas, alertas.length > 0])

/** Whether some change may move a row in a list, into it or out of it: what lists are ordered and narrowed by. */
export function movedRows(pages: readonly Page<DispositivoRow>[], changed: readonly DispositivoRow[]): boolean {
  const known = new Map(pages.flatMap(({ items }) => items.map((row) => [row.id, row])))
  return changed.some((row) => {
    const before = known.get(row.id)
    return before === undefined || placeOf(before) !== placeOf(row)
  })
}
