import { Text } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'

interface Props {
  icon: Icon
  /** `warn`: nothing goes on before a person has looked at it. */
  tone?: 'warn'
  children: ReactNode
  /** The way there: an extra small button. */
  action?: ReactNode
}

/** Something that waits for a person, above what they came for. Where it may come and go: inside `Banners`. */
export function Banner({ icon: BannerIcon, tone, children, action }: Props) {
  return (
    <div className={styles['banner']} data-tone={tone}>
      <BannerIcon size={18} aria-hidden />
      <Text size="sm" className={styles['text'] ?? ''}>
        {children}
      </Text>
      {action}
    </div>
  )
}

export function Banners({ children }: { children: ReactNode }) {
  return (
    <div className={styles['banners']} role="status">
      {children}
    </div>
  )
}
