import { type Icon, IconBuildingBank, IconCash, IconCreditCard } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { METODOS_PAGO, type MetodoPago } from '../../../../contract/enums.ts'
import { keyNames, useHotkey } from '../../../app/hotkeys.ts'
import { Keys } from '../../../components/KeyButton.tsx'
import styles from './collect.module.css'

const LOOKS: Record<MetodoPago, { icon: Icon; hotkey: string }> = {
  efectivo: { icon: IconCash, hotkey: 'F5' },
  transferencia: { icon: IconBuildingBank, hotkey: 'F6' },
  pasarela: { icon: IconCreditCard, hotkey: 'F7' },
}

interface Props {
  metodo: MetodoPago
  onChange: (metodo: MetodoPago) => void
}

/** The three ways to pay, a key each. */
export function MethodPicker({ metodo, onChange }: Props) {
  const { t } = useTranslation('counter')
  return (
    <div role="radiogroup" aria-label={t('collect.method')} className={styles['methods']}>
      {METODOS_PAGO.map((name) => (
        <Method key={name} name={name} checked={name === metodo} onChange={onChange} />
      ))}
    </div>
  )
}

function Method(props: { name: MetodoPago; checked: boolean; onChange: (metodo: MetodoPago) => void }) {
  const { name, checked, onChange } = props
  const { t } = useTranslation('common')
  const own = useRef<HTMLInputElement>(null)
  const { icon: MethodIcon, hotkey } = LOOKS[name]
  useHotkey(
    hotkey,
    () => onChange(name),
    () => own.current,
  )
  return (
    <label className={styles['method']} data-checked={checked || undefined}>
      <input
        ref={own}
        type="radio"
        name="metodo"
        checked={checked}
        aria-keyshortcuts={keyNames(hotkey).join('+')}
        onChange={() => onChange(name)}
      />
      <MethodIcon size={22} stroke={1.6} aria-hidden />
      <span>{t(`enums.metodoPago.${name}`)}</span>
      <Keys combo={hotkey} />
    </label>
  )
}
