import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  /** An icon of @tabler/icons-react. */
  icon: ReactNode
  title: string
  text?: ReactNode
  /** The next step. */
  action?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <Stack align="center" gap="sm" py="xl" px="md">
      <ThemeIcon variant="light" color="gray" size={48} radius="xl" aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={2} ta="center">
        {title}
      </Title>
      {text && (
        <Text size="sm" c="dimmed" ta="center" maw={440}>
          {text}
        </Text>
      )}
      {action}
    </Stack>
  )
}
