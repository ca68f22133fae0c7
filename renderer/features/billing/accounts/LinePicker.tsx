import { Checkbox, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NotaPreview } from '../../../../contract/index.ts'
import { Money } from '../../../components/Money.tsx'
import styles from './accounts.module.css'

interface Props {
  lineas: NotaPreview['disponibles']
  /** Places of the chosen lines. */
  picked: readonly number[]
  onChange: (picked: readonly number[]) => void
  error: string | undefined
}

/** Which lines of an invoice are taken back, each with what is left of it. */
export function LinePicker({ lineas, picked, onChange, error }: Props) {
  const { t } = useTranslation('cuentas')
  return (
    <Checkbox.Group
      label={t('note.lines')}
      error={error}
      value={picked.map(String)}
      onChange={(values) => onChange(values.map(Number))}
    >
      <Stack gap={0} className={styles['picker'] ?? ''}>
        {lineas.map(({ orden, descripcion, resto, total }) => (
          <Checkbox
            key={orden}
            value={String(orden)}
            disabled={resto === 0}
            data-autofocus={orden === 0 || undefined}
            classNames={{ body: styles['pickRow'] ?? '', labelWrapper: styles['pickLabel'] ?? '' }}
            label={
              <Group justify="space-between" wrap="nowrap" gap="md" align="flex-start">
                <span className={styles['words']}>
                  {descripcion}
                  {resto !== total && (
                    <Text component="span" size="xs" c="dimmed">
                      {' '}
                      {t(resto === 0 ? 'note.lineGone' : 'note.lineLeft')}
                    </Text>
                  )}
                </span>
                <Money amount={resto} />
              </Group>
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
