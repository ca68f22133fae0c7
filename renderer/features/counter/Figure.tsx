import type { Minor } from '../../../contract/money.ts'
import { useMoney } from '../../app/session.tsx'
import styles from './Figure.module.css'

interface Props {
  amount: Minor
  /** `hero`: what the screen is about, read from a step away; the change and the debt. */
  size?: 'hero' | 'large'
  tone?: 'due' | 'credit' | undefined
}

/** An amount in large figures; a longer one gets smaller so that it never wraps or is cut. */
export function Figure({ amount, size = 'hero', tone }: Props) {
  const text = useMoney().format(amount)
  const length = text.length <= 10 ? 'short' : text.length <= 14 ? 'medium' : 'long'
  return (
    <span className={styles['figure']} data-size={size} data-length={length} data-tone={tone}>
      {text}
    </span>
  )
}
