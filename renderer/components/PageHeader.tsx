import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './components.module.css'

interface Props {
  title: ReactNode
  /** Beside the title: what state the thing is in. */
  badge?: ReactNode
  subtitle?: ReactNode
  /** The one primary button of the screen: always top right. */
  primary?: ReactNode
  /** Secondary buttons, left of the primary one. */
  actions?: ReactNode
}

export function PageHeader({ title, badge, subtitle, primary, actions }: Props) {
  return (
    <header className={styles['header']}>
      <div className={styles['headerText']}>
        <Title order={1} className={styles['headerTitle'] ?? ''}>
          <Text span inherit lineClamp={1}>
            {title}
          </Text>{' '}
          {badge}
        </Title>
        {subtitle && (
          <Text component="div" size="sm" c="dimmed">
            {subtitle}
          </Text>
        )}
      </div>
      {(actions || primary) && (
        <Group gap="xs" wrap="nowrap">
          {actions}
          {primary}
        </Group>
      )}
    </header>
  )
}
