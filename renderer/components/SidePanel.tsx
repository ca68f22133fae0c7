import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogFocus } from './DialogFocus.tsx'
import styles from './SidePanel.module.css'

interface Props {
  title: ReactNode
  /** Beside the title: what state the thing is in. */
  badge?: ReactNode
  /** Its width. */
  size: string
  onClose: () => void
  /** What can be done, under all the rest and always in sight. */
  foot?: ReactNode
  children: ReactNode
}

/** One thing in full, beside the list it was opened from. */
export function SidePanel({ title, badge, size, onClose, foot, children }: Props) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={size}
      closeOnEscape={false}
      trapFocus={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{
        content: styles['content'] ?? '',
        title: styles['title'] ?? '',
        body: styles['body'] ?? '',
      }}
      title={
        <>
          {title}
          {badge}
        </>
      }
    >
      <div className={styles['scroll']}>{children}</div>
      {foot && <footer className={styles['foot']}>{foot}</footer>}
      <DialogFocus onEscape={onClose} />
    </Drawer>
  )
}
