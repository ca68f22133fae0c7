import { useMoney } from '../app/session.tsx'
import type { Minor } from '../../contract/money.ts'
import styles from './components.module.css'

interface Props {
  /** Minor units of the tenant's currency. */
  amount: Minor
  /** A step of the type scale; `display` is for the amount that a screen is about. */
  size?: 'xs' | 'sm' | 'md' | 'lg' | 'xl' | 'display'
  strong?: boolean
  /** `due`: somebody owes it. `credit`: it is in the client's favour. The words beside it must say so too. */
  tone?: 'due' | 'credit' | undefined
}

/** An amount with its currency, digits aligned under each other. A plain element: long lists have thousands of them. */
export function Money({ amount, size = 'sm', strong = false, tone }: Props) {
  const { format } = useMoney()
  return (
    <span className={styles['money']} data-size={size} data-strong={strong || undefined} data-tone={tone}>
      {format(amount)}
    </span>
  )
}
