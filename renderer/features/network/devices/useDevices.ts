import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { DispositivoRow } from '../../../../contract/procedures/dispositivos.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc } from '../../../rpc/query.ts'
import { useStream } from '../../../rpc/streams.ts'
import { type DevicesSearch, deviceFilterOf } from '../search.ts'
import { movedRows, patchPages } from './live.ts'

/** Rows asked for at once. */
const PAGE = 200

/** The devices that the address asks for, by name; the former rows stay until the new ones come. */
export const useDevices = (search: DevicesSearch) =>
  useInfiniteQuery(
    orpc.dispositivos.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: deviceFilterOf(search),
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<DispositivoRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )

/** Keeps every list of devices and its summary as the office sees them, for as long as a screen shows them. */
export function useDeviceNews(): void {
  const client = useQueryClient()
  useStream(
    'dispositivos',
    (signal) => rpc.dispositivos.watch(undefined, { signal }),
    ({ filas, resumen }) => {
      client.setQueryData(orpc.dispositivos.resumen.queryKey(), resumen)
      if (filas.length === 0) return
      const lists = { queryKey: orpc.dispositivos.list.key() }
      const before = client.getQueriesData<InfiniteData<Page<DispositivoRow>>>(lists)
      const moved = before.some(([, data]) => data !== undefined && movedRows(data.pages, filas))
      client.setQueriesData<InfiniteData<Page<DispositivoRow>>>(lists, (data) =>
        data === undefined ? data : { ...data, pages: patchPages(data.pages, filas) },
      )
      // Rows may have come into a narrowed list, or left it.
      if (moved) void client.invalidateQueries(lists)
    },
  )
}
