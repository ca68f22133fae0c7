import { Radio, SegmentedControl, Text } from '@mantine/core'
import { Fragment } from 'react'
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
          <Fragment key={kind}>
            <Radio.Card
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
            {kind === 'demo' && value.kind === 'demo' && (
              <SegmentedControl
                aria-label={t('start.size')}
                value={value.size}
                onChange={(size) => onChange({ ...value, size: DEMO_SIZES.find((one) => one === size) ?? 'office' })}
                data={DEMO_SIZES.map((size) => ({ value: size, label: t(`start.sizes.${size}`) }))}
              />
            )}
          </Fragment>
        ))}
      </div>
    </Radio.Group>
  )
}
