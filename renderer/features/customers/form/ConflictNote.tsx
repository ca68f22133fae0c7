import { Alert, Button, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AGRUPACIONES, ESTADOS_SERVICIO_CLIENTE } from '../../../../contract/enums.ts'
import styles from '../customers.module.css'
import { type FieldChange, LABELS } from './values.ts'

interface Props {
  changes: readonly FieldChange[]
  /** Takes what somebody else wrote in place of what was typed here. */
  onTake: (change: FieldChange) => void
}

/** What somebody else changed while this form was open. What was typed here stays, and saving writes it. */
export function ConflictNote({ changes, onTake }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const said = (field: FieldChange['field'], value: FieldChange['theirs']): string => {
    if (typeof value === 'boolean') return t(value ? 'exempt.yes' : 'exempt.no')
    if (value === '') return t('conflict.empty')
    if (field === 'agrupacion') return t(`grouping.${AGRUPACIONES.find((one) => one === value) ?? 'tenant'}`)
    const estado = field === 'estadoServicio' ? ESTADOS_SERVICIO_CLIENTE.find((one) => one === value) : undefined
    return estado === undefined ? value : t(`common:enums.estadoServicio.${estado}`)
  }
  return (
    <Alert
      color="orange"
      variant="light"
      p="xs"
      icon={<IconUsersGroup aria-hidden />}
      title={t('conflict.title')}
      role="alert"
    >
      <Text size="sm">{t('conflict.kept')}</Text>
      <ul className={styles['changes']}>
        {changes.map((change) => (
          <li key={change.field}>
            <strong>{t(`field.${LABELS[change.field]}`)}</strong>: <s>{said(change.field, change.before)}</s> →{' '}
            {said(change.field, change.theirs)}
            {change.mine === null ? (
              <Text component="span" size="xs" c="dimmed">
                {' '}
                {t('conflict.taken')}
              </Text>
            ) : (
              <Button variant="default" size="compact-xs" ml="xs" onClick={() => onTake(change)}>
                {t('conflict.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
