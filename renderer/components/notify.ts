import { notifications } from '@mantine/notifications'
import i18n from 'i18next'

const closeButton = () => ({ 'aria-label': i18n.t('common:action.close') })

/** Says in the corner that something was done; it goes away by itself. */
export function notifyDone(text: string): void {
  notifications.show({
    message: text,
    color: 'green',
    autoClose: 4000,
    withBorder: true,
    closeButtonProps: closeButton(),
  })
}

/** Says in the corner that something went wrong, where there is no form or table to say it beside. */
export function notifyProblem(text: string): void {
  notifications.show({
    message: text,
    color: 'red',
    autoClose: 8000,
    withBorder: true,
    closeButtonProps: closeButton(),
  })
}
