import { Text, TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../contract/money.ts'
import { useMoney } from '../app/session.tsx'
import styles from './components.module.css'

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'type'> {
  /** Minor units; null while there is no amount in the field. */
  value: Minor | null
  onChange: (value: Minor | null) => void
}

/** An amount typed as people of the tenant's country write it. What is not an amount gives null and says so. */
export function MoneyInput({ value, onChange, error, onBlur, onFocus, ...rest }: Props) {
  const { t } = useTranslation()
  const { parse, toInput, symbol } = useMoney()
  const [text, setText] = useState(value === null ? '' : toInput(value))
  const unreadable = text.trim() !== '' && parse(text) === null

  // The value set from outside wins over the text, unless the text already means it (`17.000` and `17000`).
  useEffect(() => {
    setText((shown) => {
      if ((shown.trim() === '' ? null : parse(shown)) === value) return shown
      return value === null ? '' : toInput(value)
    })
  }, [value, parse, toInput])

  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      classNames={{ input: styles['moneyInput'] ?? '' }}
      leftSection={
        <Text component="span" size="sm" c="dimmed">
          {symbol}
        </Text>
      }
      leftSectionWidth={symbol.length > 2 ? 52 : 36}
      leftSectionPointerEvents="none"
      value={text}
      error={unreadable ? t('money.invalid') : error}
      onFocus={(event) => {
        event.currentTarget.select()
        onFocus?.(event)
      }}
      onBlur={(event) => {
        if (!unreadable && value !== null) setText(toInput(value))
        onBlur?.(event)
      }}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        onChange(typed.trim() === '' ? null : parse(typed))
      }}
    />
  )
}
