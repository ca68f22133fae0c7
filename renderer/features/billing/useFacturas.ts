import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { FacturaRow } from '../../../contract/procedures/billing.ts'
import type { Page } from '../../../contract/schemas.ts'
import { orpc } from '../../rpc/query.ts'

/** Rows asked for at once. */
const PAGE = 200

export interface FacturasFilter {
  numero?: string
  clienteId?: string
  estado?: FacturaRow['estado']
  periodo?: string
}

/** Invoices newest first, a page at a time; the former rows stay until those of another filter come. */
export const useFacturas = (filter: FacturasFilter) =>
  useInfiniteQuery(
    orpc.facturas.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<FacturaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
