import { Modal, type ModalProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'
import { DialogFocus } from './DialogFocus.tsx'

interface Props
  extends Omit<
    ModalProps,
    'opened' | 'closeOnEscape' | 'trapFocus' | 'returnFocus' | 'transitionProps' | 'closeButtonProps'
  > {
  /** What it is about is being read: what is typed meanwhile goes into its first field afterwards. */
  waiting?: boolean
}

/** Any dialog of the product: open as long as it is mounted, there at once, with the keyboard in its first field (`data-autofocus`). */
export function Dialog({ waiting = false, children, ...modal }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      {...modal}
      opened
      trapFocus={false}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{ content: styles['content'] ?? '' }}
    >
      {children}
      <DialogFocus waiting={waiting} onEscape={modal.onClose} />
    </Modal>
  )
}
