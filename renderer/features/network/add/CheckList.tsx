import { Button, Loader, Text, ThemeIcon } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconCheck,
  IconCircle,
  IconCircleX,
  IconShieldQuestion,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './add.module.css'

export type CheckState = 'espera' | 'curso' | 'ok' | 'aviso' | 'confirmar' | 'falla'

export interface CheckLine {
  key: string
  name: string
  state: CheckState
  /** What was found. */
  text?: string | undefined
  /** What to do about it. */
  help?: string | undefined
  /** The device's own words. */
  detail?: string | undefined
  /** To be trusted, as a SHA-256 in hex. */
  fingerprint?: string | undefined
}

const LOOKS: Record<Exclude<CheckState, 'curso'>, readonly [icon: Icon, color: string]> = {
  espera: [IconCircle, 'gray'],
  ok: [IconCheck, 'green'],
  aviso: [IconAlertTriangle, 'orange'],
  confirmar: [IconShieldQuestion, 'orange'],
  falla: [IconCircleX, 'red'],
}

interface Props {
  label: string
  lines: readonly CheckLine[]
  /** Trusts the certificate and goes on. */
  onTrust: (fingerprint: string) => void
}

/** A guided check: each step as it is done, what it found, and what to do. */
export function CheckList({ label, lines, onTrust }: Props) {
  const { t } = useTranslation('red')
  return (
    <ol className={styles['checks']} aria-label={label} aria-live="polite">
      {lines.map(({ key, name, state, text, help, detail, fingerprint }) => (
        <li key={key} className={styles['check']} data-state={state}>
          <StateIcon state={state} />
          <div className={styles['checkText']}>
            <Text size="sm" fw={550} {...(state === 'espera' ? { c: 'dimmed' } : {})}>
              {name} <span className={styles['state']}>{t(`check.state.${state}`)}</span>
            </Text>
            {text !== undefined && <Text size="sm">{text}</Text>}
            {help !== undefined && (
              <Text size="sm" c="dimmed">
                {help}
              </Text>
            )}
            {detail !== undefined && detail !== '' && (
              <Text size="xs" c="dimmed">
                {t('words', { detalle: detail })}
              </Text>
            )}
            {fingerprint !== undefined && (
              <>
                <code className={styles['fingerprint']}>{grouped(fingerprint)}</code>
                {state === 'confirmar' && (
                  <Button size="xs" mt={6} onClick={() => onTrust(fingerprint)} data-autofocus>
                    {t('check.trust')}
                  </Button>
                )}
              </>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function StateIcon({ state }: { state: CheckState }) {
  if (state === 'curso') return <Loader size={20} m={1} />
  const [CheckIcon, color] = LOOKS[state]
  return (
    <ThemeIcon variant="light" color={color} size={22} radius="xl" aria-hidden>
      <CheckIcon size={14} stroke={2.2} />
    </ThemeIcon>
  )
}

/** As people compare it: four by four. */
const grouped = (fingerprint: string): string =>
  fingerprint
    .toUpperCase()
    .match(/.{1,4}/g)
    ?.join(' ') ?? fingerprint
