import { Alert, Button, Loader, Paper, Table, Text } from '@mantine/core'
import { IconRadar, IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Busqueda, Vecino } from '../../../../contract/procedures/dispositivos.ts'
import { Duration } from '../../../components/Age.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { rpc } from '../../../rpc/client.ts'
import { useStreamRun } from '../../../rpc/streams.ts'
import styles from './add.module.css'

const SECONDS = 12

/** MikroTik devices that announce themselves on the networks of this PC; one that is chosen is checked by its address. */
export function Neighbours({ onChoose }: { onChoose: (vecino: Vecino) => void }) {
  const { t } = useTranslation('red')
  const [vecinos, setVecinos] = useState<ReadonlyMap<string, Vecino>>(new Map())
  const [falla, setFalla] = useState<Extract<Busqueda, { tipo: 'escuchando' }>['falla']>(null)
  const { running, error, start } = useStreamRun<Busqueda>((event) => {
    if (event.tipo === 'vecino') setVecinos((before) => new Map(before).set(event.vecino.mac, event.vecino))
    else if (event.tipo === 'escuchando') setFalla(event.falla)
  })
  const search = () => start((signal) => rpc.dispositivos.buscar({ segundos: SECONDS }, { signal }))
  useEffect(() => {
    start((signal) => rpc.dispositivos.buscar({ segundos: SECONDS }, { signal }))
  }, [start])
  const rows = [...vecinos.values()].toSorted((a, b) => a.identidad.localeCompare(b.identidad))
  return (
    <Paper className={styles['card'] ?? ''}>
      <div style={{ display: 'flex', alignItems: 'center', gap: '0.5rem' }}>
        {running && <Loader size={16} aria-hidden />}
        <Text size="sm" c="dimmed" flex={1} role="status">
          {t(running ? 'vecinos.searching' : 'vecinos.done', { count: rows.length })}
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={16} aria-hidden />}
          disabled={running}
          onClick={search}
        >
          {t('vecinos.again')}
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} onRetry={search} />}
      {falla !== null && (
        <Alert color="orange" variant="light" p="xs">
          {t(`vecinos.falla.${falla}`)}
        </Alert>
      )}
      {rows.length === 0 && !running ? (
        <EmptyState icon={<IconRadar />} title={t('vecinos.none')} text={t('vecinos.noneText')} />
      ) : (
        <NeighbourTable rows={rows} onChoose={onChoose} />
      )}
    </Paper>
  )
}

function NeighbourTable({ rows, onChoose }: { rows: readonly Vecino[]; onChoose: (vecino: Vecino) => void }) {
  const { t } = useTranslation('red')
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('vecinos.identity')}</Table.Th>
          <Table.Th>{t('vecinos.address')}</Table.Th>
          <Table.Th>{t('vecinos.mac')}</Table.Th>
          <Table.Th>{t('vecinos.model')}</Table.Th>
          <Table.Th>{t('vecinos.version')}</Table.Th>
          <Table.Th>{t('vecinos.uptime')}</Table.Th>
          <Table.Th ta="right">{t('vecinos.add')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((vecino) => (
          <Table.Tr key={vecino.mac}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{vecino.identidad}</Table.Td>
            <Table.Td>{vecino.ipv4 ?? vecino.ipv6 ?? '—'}</Table.Td>
            <Table.Td>{vecino.mac}</Table.Td>
            <Table.Td>{vecino.modelo}</Table.Td>
            <Table.Td>{vecino.version}</Table.Td>
            <Table.Td>
              <Duration ms={vecino.uptime === null ? null : vecino.uptime * 1000} />
            </Table.Td>
            <Table.Td ta="right">
              {vecino.dispositivo !== null ? (
                <Text size="xs" c="dimmed">
                  {t('vecinos.known', { nombre: vecino.dispositivo.nombre })}
                </Text>
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={vecino.ipv4 === null && vecino.ipv6 === null}
                  aria-label={t('vecinos.addOf', { nombre: vecino.identidad })}
                  onClick={() => onChoose(vecino)}
                >
                  {t('vecinos.add')}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
