import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { NotaRow } from '../../../../contract/index.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { orpc } from '../../../rpc/query.ts'
import type { NotesSearch } from './search.ts'

const PAGE = 200

/** Credit notes newest first, a page at a time; the former rows stay until those of another filter come. */
export const useNotas = ({ motivo, periodo }: NotesSearch) =>
  useInfiniteQuery(
    orpc.notas.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { motivo, periodo },
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<NotaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
