import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { queryClient } from '../rpc/query.ts'
import { useBrandColor } from './brand.ts'
import { officeTheme, officeVariables } from './theme.ts'

/** Theme and queries: what every screen stands on. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const color = useBrandColor()
  const theme = useMemo(() => officeTheme(color), [color])
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={officeVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
        withGlobalClasses={false}
      >
        {children}
      </MantineProvider>
    </QueryClientProvider>
  )
}
