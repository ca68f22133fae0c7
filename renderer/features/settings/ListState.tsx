import { Paper, Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNote } from '../../components/ErrorNote.tsx'

interface Props<T> {
  query: UseQueryResult<T[]>
  empty: ReactNode
  render: (rows: T[]) => ReactNode
}

/** A short list in each of its states: first load, error, empty, rows. */
export function ListState<T>({ query, empty, render }: Props<T>) {
  const { data, isError, error } = query
  const retry = () => void query.refetch()
  if (data === undefined) {
    if (isError) return <ErrorNote error={error} onRetry={retry} />
    return (
      <Stack gap="sm" aria-busy>
        {['90%', '80%', '86%', '74%'].map((width) => (
          <Skeleton key={width} height={20} width={width} />
        ))}
      </Stack>
    )
  }
  return (
    <>
      {isError && <ErrorNote error={error} onRetry={retry} />}
      <Paper>{data.length === 0 ? empty : render(data)}</Paper>
    </>
  )
}
