import { Badge } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Beside a receipt's number: that it is void, or void in part. Nothing for one that stands. */
export function VoidMark({ recibo }: { recibo: { montoTotal: number; revertido: number } }) {
  const { t } = useTranslation('reversos')
  if (recibo.revertido === 0) return null
  return (
    <Badge ml={6} color="red" variant="light" leftSection={<IconBan size={12} aria-hidden />}>
      {t(recibo.revertido === recibo.montoTotal ? 'state.void' : 'state.part')}
    </Badge>
  )
}
