import { Button } from '@mantine/core'
import { IconCashRegister } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '../../app/session.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { refreshTickets } from '../../components/useTickets.ts'
import { toOfficeError } from '../../rpc/errors.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

/** Opens the drawer without a ticket; who did is written down. Nothing where no drawer hangs on the printer. */
export function DrawerButton() {
  const { t } = useTranslation('impresion')
  const { cajon } = useSession().puesto.impresora
  const operates = useCan('caja.operate')
  const request = useRequestId()
  const errorText = useErrorText()
  const open = useMutation(
    orpc.impresoras.openDrawer.mutationOptions({
      onSuccess: ({ estado, falla }) => {
        request.renew()
        refreshTickets()
        if (estado === 'impreso') notifyDone(t('drawer.opened'))
        else notifyProblem(falla === null ? t('drawer.failed') : t(`falla.${falla}`))
      },
      onError: (error) => notifyProblem(errorText(toOfficeError(error))),
    }),
  )
  if (!operates || cajon === 'no') return null
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconCashRegister size={15} aria-hidden />}
      loading={open.isPending}
      onClick={() => open.mutate({ requestId: request.id })}
    >
      {t('drawer.open')}
    </Button>
  )
}
