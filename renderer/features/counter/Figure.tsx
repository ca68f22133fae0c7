import type { CSSProperties } from 'react'
import type { Minor } from '../../../contract/money.ts'
import { useMoney } from '../../app/session.tsx'
import styles from './Figure.module.css'

interface Props {
  amount: Minor
  /** `hero`: what the screen is about, read from a step away; the change and the debt. */
  size?: 'hero' | 'large'
  /** `quiet`: an amount that asks for nothing. */
  tone?: 'due' | 'credit' | 'quiet' | undefined
  align?: 'left' | 'center' | 'right'
}

/** An amount in large figures, as wide as its place at most: it never wraps and is never cut. */
export function Figure({ amount, size = 'hero', tone, align = 'left' }: Props) {
  const text = useMoney().format(amount)
  const length: CSSProperties & Record<'--characters', number> = { '--characters': text.length }
  return (
    <span className={styles['place']} data-align={align}>
      <span className={styles['figure']} data-size={size} data-tone={tone} style={length}>
        {text}
      </span>
    </span>
  )
}
