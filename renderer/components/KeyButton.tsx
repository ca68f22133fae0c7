import { Button, type ButtonProps } from '@mantine/core'
import { type ComponentPropsWithoutRef, type Ref, useRef } from 'react'
import { useMergedRef } from '@mantine/hooks'
import { keyNames, useHotkey } from '../app/hotkeys.ts'
import styles from './components.module.css'

interface Props extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  /** `F2`, `mod+Enter`, `Escape`: shown on the button, and presses it from anywhere on its screen. */
  hotkey: string
  ref?: Ref<HTMLButtonElement>
}

export function KeyButton({ hotkey, children, rightSection, ref, ...rest }: Props) {
  const own = useRef<HTMLButtonElement>(null)
  useHotkey(
    hotkey,
    () => own.current?.click(),
    () => own.current,
  )
  return (
    <Button
      {...rest}
      ref={useMergedRef(own, ref)}
      aria-keyshortcuts={keyNames(hotkey).join('+')}
      rightSection={
        <>
          {rightSection}
          <Keys combo={hotkey} />
        </>
      }
    >
      {children}
    </Button>
  )
}

/** A key as printed on the keyboard, for buttons and menus. Assistive technology hears it from `aria-keyshortcuts`. */
export function Keys({ combo }: { combo: string }) {
  return (
    <kbd className={styles['key']} aria-hidden>
      {keyNames(combo).join(' ')}
    </kbd>
  )
}
