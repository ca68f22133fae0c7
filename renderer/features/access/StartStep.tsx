import { Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DEMO_SIZES, type DemoSize } from '../../../contract/index.ts'
import styles from './access.module.css'

export interface Beginning {
  kind: 'empty' | 'demo' | 'import'
  /** How much demo data. */
  size: DemoSize
}

const KINDS = ['import', 'demo', 'empty'] as const

/** What the office begins with. */
export function StartStep({ value, onChange }: { value: Beginning; onChange: (value: Beginning) => void }) {
  const { t } = useTranslation('access')
  return (
    <Radio.Group
      aria-label={t('wizard.inicio.title')}
      value={value.kind}
      onChange={(kind) => onChange({ ...value, kind: KINDS.find((one) => one === kind) ?? 'empty' })}
    >
      <div className={styles['choices']}>
        {KINDS.map((kind) => (
          <Radio.Card
            key={kind}
            value={kind}
            p="md"
            bg="var(--mantine-color-body)"
            className={styles['choice'] ?? ''}
            autoFocus={kind === value.kind}
          >
            <div className={styles['choiceRow']}>
              <Radio.Indicator />
              <div>
                <Text fw={600}>{t(`start.${kind}.title`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`start.${kind}.text`)}
                </Text>
              </div>
            </div>
          </Radio.Card>
        ))}
        {value.kind === 'demo' && (
          <Stack gap={4}>
            <Text size="sm" fw={500} id="demo-size">
              {t('start.size')}
            </Text>
            <SegmentedControl
              aria-labelledby="demo-size"
              value={value.size}
              onChange={(size) => onChange({ ...value, size: DEMO_SIZES.find((one) => one === size) ?? 'office' })}
              data={DEMO_SIZES.map((size) => ({ value: size, label: t(`start.sizes.${size}`) }))}
            />
          </Stack>
        )}
      </div>
    </Radio.Group>
  )
}
