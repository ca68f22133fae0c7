import { Text } from '@mantine/core'
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

const COLORS = { due: 'red', credit: 'green' } as const

/** An amount with its currency, digits aligned under each other. */
export function Money({ amount, size = 'sm', strong = false, tone }: Props) {
  const { format } = useMoney()
  return (
    <Text
      component="span"
      className={styles['money']}
      size={size === 'display' ? 'xl' : size}
      data-display={size === 'display' || undefined}
      fw={strong || size === 'display' ? 650 : undefined}
      c={tone === undefined ? 'inherit' : COLORS[tone]}
    >
      {format(amount)}
    </Text>
  )
}
