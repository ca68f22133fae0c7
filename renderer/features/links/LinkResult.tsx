import { Button, Paper, Table, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VinculoOmitido } from '../../../contract/procedures/vinculos.ts'
import { useNumber } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import styles from './links.module.css'

interface Props {
  result: { vinculados: number; planes: number; omitidos: VinculoOmitido[] }
  onBack: () => void
}

/** What was written down, what was left out and why, and what comes next. */
export function LinkResult({ result: { vinculados, planes, omitidos }, onBack }: Props) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  const navigate = useNavigate()
  return (
    <div className={styles['result']}>
      <EmptyState
        icon={<IconLink size={24} />}
        title={t('result.title', { count: vinculados, n: number(vinculados) })}
        text={t('result.text', { count: planes, n: number(planes) })}
        action={
          <span className={styles['resultActions']}>
            <Button variant="default" onClick={onBack}>
              {t('result.back')}
            </Button>
            <KeyButton hotkey="mod+Enter" onClick={() => void navigate({ to: '/red' })}>
              {t('result.next')}
            </KeyButton>
          </span>
        }
      />
      {omitidos.length > 0 && (
        <Paper className={styles['scroll']}>
          <Text size="sm" fw={600} p="sm">
            {t('result.left', { count: omitidos.length, n: number(omitidos.length) })}
          </Text>
          <Table>
            <Table.Tbody>
              {omitidos.map(({ n, clave, motivo }) => (
                <Table.Tr key={n}>
                  <Table.Td className={styles['name'] ?? ''}>{clave}</Table.Td>
                  <Table.Td>{t(`omitido.${motivo}`)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
    </div>
  )
}
