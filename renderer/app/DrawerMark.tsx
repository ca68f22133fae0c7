import { IconCashRegister } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../rpc/query.ts'
import styles from './AppFrame.module.css'
import { useCan } from './session.tsx'

/** Midnight makes an open drawer one of yesterday: it is looked at again. */
const LOOK_AGAIN_MS = 5 * 60_000

/** Whether the drawer of this seat is open, and whose it is; leads to it. */
export function DrawerMark() {
  const { t } = useTranslation('caja')
  const operates = useCan('caja.operate')
  const status = useQuery(orpc.caja.status.queryOptions({ enabled: operates, refetchInterval: LOOK_AGAIN_MS }))
  if (!operates || status.data === undefined) return null
  const { sesion, otra, atrasada } = status.data
  const state = sesion !== null ? (atrasada ? 'late' : 'open') : otra !== null ? 'other' : 'closed'
  return (
    <Link to="/caja" className={styles['drawer']} data-state={state}>
      <IconCashRegister size={16} stroke={1.7} aria-hidden />
      <span>{t(`mark.${state}`, { nombre: otra?.usuario ?? '' })}</span>
    </Link>
  )
}
