import { Alert, Button, Loader, Paper, Progress, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconRouter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Trabajo } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './links.module.css'
import type { Reading } from './useReading.ts'

/** Which device is read. Only RouterOS devices carry objects that have to find their service. */
export function ChooseDevice({ reading }: { reading: Reading }) {
  const { t } = useTranslation('vinculos')
  const devices = useQuery(
    orpc.dispositivos.list.queryOptions({ input: { filter: { proveedor: 'mikrotik' }, limit: 200 } }),
  )
  const { running, failed, gone, read, error } = reading
  if (devices.isPending) return <Loader role="img" aria-label={t('loading')} />
  if (devices.isError) return <ErrorNote error={devices.error} onRetry={() => void devices.refetch()} />
  const rows = devices.data.items
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<IconRouter />}
        title={t('devices.empty')}
        text={t('devices.emptyText')}
        action={
          <Button renderRoot={(props) => <Link {...props} to="/red" />} variant="default">
            {t('devices.add')}
          </Button>
        }
      />
    )
  return (
    <div className={styles['choose']}>
      {gone && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} role="alert" p="sm">
          {t('gone')}
        </Alert>
      )}
      {failed !== null && <ErrorNote error={failed} />}
      {read.error !== null && <ErrorNote error={read.error} />}
      {error !== null && <ErrorNote error={error} />}
      <Text size="sm" c="dimmed">
        {t('devices.text')}
      </Text>
      <Paper className={styles['scroll']}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('devices.name')}</Table.Th>
              <Table.Th>{t('devices.site')}</Table.Th>
              <Table.Th>{t('devices.state')}</Table.Th>
              <Table.Th ta="right">{t('devices.read')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, nombre, host, sitio, estado, modelo }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Text size="sm" fw={550} truncate maw="24rem">
                    {nombre}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {[host, modelo].filter((part) => part !== '').join(' · ')}
                  </Text>
                </Table.Td>
                <Table.Td>{sitio?.nombre ?? '—'}</Table.Td>
                <Table.Td>
                  <EstadoBadge tipo="dispositivo" estado={estado} />
                </Table.Td>
                <Table.Td ta="right">
                  {running !== null && reading.dispositivoId === id ? (
                    <Running job={running} />
                  ) : (
                    <Button
                      variant="default"
                      size="xs"
                      disabled={running !== null || read.isPending}
                      onClick={() => read.mutate(id)}
                      aria-label={t('devices.readOf', { equipo: nombre })}
                    >
                      {t('devices.read')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </div>
  )
}

function Running({ job: { done, total } }: { job: Trabajo }) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  return (
    <div className={styles['running']}>
      <Text size="xs" c="dimmed" className="tabular">
        {done === 0 ? t('devices.reading') : t('devices.matching', { done: number(done), total: number(total) })}
      </Text>
      <Progress value={total > 1 ? (100 * done) / total : 5} animated size="sm" aria-label={t('devices.reading')} />
    </div>
  )
}
