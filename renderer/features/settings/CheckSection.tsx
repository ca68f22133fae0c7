import { Paper, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CheckResult } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { orpc } from '../../rpc/query.ts'
import { isCheck } from './codes.ts'
import { SectionPage } from './SectionPage.tsx'
import styles from './settings.module.css'

/** Recomputes every balance from the facts and says how many differ: none, or something is wrong. */
export function CheckSection() {
  const { t } = useTranslation('settings')
  const check = useMutation(orpc.system.check.mutationOptions())
  return (
    <SectionPage
      title={t('section.verificacion')}
      subtitle={t('verificacion.subtitle')}
      primary={
        <KeyButton hotkey="F2" loading={check.isPending} onClick={() => check.mutate(undefined)}>
          {t('verificacion.run')}
        </KeyButton>
      }
    >
      {check.isError && <ErrorNote error={check.error} onRetry={() => check.mutate(undefined)} />}
      {check.data === undefined ? (
        <EmptyState
          icon={<IconShieldCheck />}
          title={check.isPending ? t('verificacion.running') : t('verificacion.idle')}
          text={t('verificacion.idleText')}
        />
      ) : (
        <Result result={check.data} />
      )}
    </SectionPage>
  )
}

function useCheckName(): (check: string) => string {
  const { t } = useTranslation('settings')
  return (check) => (isCheck(check) ? t(`check.${check}`) : check)
}

function Result({ result }: { result: CheckResult }) {
  const { t } = useTranslation('settings')
  const number = useNumber()
  const name = useCheckName()
  const { checks, findings, durationMs } = result
  const differences = checks.reduce((sum, check) => sum + check.differences, 0)
  const rows = checks.reduce((sum, check) => sum + check.rows, 0)
  const right = differences === 0
  return (
    <>
      <Paper p="md" role="status" className={styles['verdict'] ?? ''}>
        {right ? (
          <IconShieldCheck size={40} stroke={1.5} color="var(--mantine-color-green-text)" aria-hidden />
        ) : (
          <IconAlertTriangle size={40} stroke={1.5} color="var(--mantine-color-red-text)" aria-hidden />
        )}
        <div>
          <Text component="p" m={0} c={right ? 'green' : 'red'} className={styles['verdictNumber'] ?? ''}>
            {t('verificacion.differences', { count: differences, shown: number(differences) })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('verificacion.summary', {
              rows: number(rows),
              seconds: number(Math.max(1, Math.round(durationMs / 100)) / 10),
            })}
          </Text>
        </div>
      </Paper>
      <Paper>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('verificacion.check')}</Table.Th>
              <Table.Th ta="right">{t('verificacion.rows')}</Table.Th>
              <Table.Th ta="right">{t('verificacion.found')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {checks.map((check) => (
              <Table.Tr key={check.check}>
                <Table.Td>{name(check.check)}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {number(check.rows)}
                </Table.Td>
                <Table.Td ta="right" className="tabular" c={check.differences === 0 ? 'inherit' : 'red'}>
                  {number(check.differences)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      {findings.length > 0 && <Findings findings={findings} />}
    </>
  )
}

function Findings({ findings }: { findings: CheckResult['findings'] }) {
  const { t } = useTranslation('settings')
  const name = useCheckName()
  return (
    <section>
      <Title order={2} mb="xs">
        {t('verificacion.findings')}
      </Title>
      <Paper>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('verificacion.check')}</Table.Th>
              <Table.Th>{t('verificacion.id')}</Table.Th>
              <Table.Th ta="right">{t('verificacion.expected')}</Table.Th>
              <Table.Th ta="right">{t('verificacion.kept')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {findings.map(({ check, id, expected, found }) => (
              <Table.Tr key={`${check} ${id}`}>
                <Table.Td>{name(check)}</Table.Td>
                <Table.Td>{id}</Table.Td>
                <Table.Td ta="right">{expected}</Table.Td>
                <Table.Td ta="right">{found}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </section>
  )
}
