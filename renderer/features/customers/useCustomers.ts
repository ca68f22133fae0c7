import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ClienteRow } from '../../../contract/procedures/customers.ts'
import type { Page } from '../../../contract/schemas.ts'
import { orpc } from '../../rpc/query.ts'
import { type CustomersSearch, filterOf } from './search.ts'

/** Rows asked for at once. */
const PAGE = 200

/** The clients that the address asks for, a page at a time; the former rows stay until the new ones come. */
export const useCustomers = (search: CustomersSearch) =>
  useInfiniteQuery(
    orpc.clientes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: filterOf(search),
        sort: search.orden ?? 'nombre',
        descending: search.desc ?? false,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<ClienteRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
