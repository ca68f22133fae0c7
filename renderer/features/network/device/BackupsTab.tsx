import { ActionIcon, Button, Checkbox, Skeleton, Table } from '@mantine/core'
import { IconArrowsDiff, IconDatabaseExport, IconDownload, IconFileZip } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TipoRespaldo } from '../../../../contract/enums.ts'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import type { RespaldoRow } from '../../../../contract/procedures/respaldos.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { useSaveFile } from '../../../components/savedFile.ts'
import { ScrollTable } from '../../../components/ScrollRegion.tsx'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { DeviceError } from '../DeviceFailure.tsx'
import { BackupDiff } from './BackupDiff.tsx'
import styles from './device.module.css'

const PAGE = 50

/** The configurations of a device, kept when they changed; two exports can be held against each other. */
export function BackupsTab({ device }: { device: DispositivoDetail }) {
  const { t } = useTranslation('red')
  const { id } = device
  const writes = useCan('red.write')
  const reads = useCan('red.config')
  const request = useRequestId()
  const [picked, setPicked] = useState<readonly RespaldoRow[]>([])
  const [comparing, setComparing] = useState(false)
  const rows = useInfiniteQuery(
    orpc.dispositivos.respaldos.infiniteOptions({
      input: (cursor: string | undefined) => ({ id, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<RespaldoRow>) => nextCursor ?? undefined,
    }),
  )
  const make = useMutation({
    mutationFn: (tipo: TipoRespaldo) => rpc.dispositivos.respaldar({ requestId: request.id, id, tipo }),
    onSuccess: async ({ cambio }) => {
      request.renew()
      notifyDone(t(cambio ? 'backup.made' : 'backup.same'))
      await queryClient.invalidateQueries({ queryKey: orpc.dispositivos.respaldos.key() })
    },
  })
  const respaldos = rows.data?.pages.flatMap(({ items }) => items)
  const [older, newer] = picked.toSorted((a, b) => a.fecha - b.fecha)
  const pick = (respaldo: RespaldoRow) =>
    setPicked((before) =>
      before.some((one) => one.id === respaldo.id)
        ? before.filter((one) => one.id !== respaldo.id)
        : [...before, respaldo].slice(-2),
    )
  return (
    <>
      <div className={styles['bar']}>
        {writes && (
          <>
            <Button
              variant="default"
              leftSection={<IconDatabaseExport size={16} aria-hidden />}
              loading={make.isPending && make.variables === 'export'}
              onClick={() => make.mutate('export')}
            >
              {t('backup.export')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileZip size={16} aria-hidden />}
              loading={make.isPending && make.variables === 'binario'}
              onClick={() => make.mutate('binario')}
            >
              {t('backup.binary')}
            </Button>
          </>
        )}
        {reads && (
          <Button
            variant="default"
            leftSection={<IconArrowsDiff size={16} aria-hidden />}
            disabled={older === undefined || newer === undefined}
            onClick={() => setComparing(true)}
          >
            {t('backup.compare')}
          </Button>
        )}
        <span className={styles['barEnd']}>{t('backup.help')}</span>
      </div>
      {make.isError && <DeviceError error={make.error} />}
      {rows.isError && <ErrorNote error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending && <Skeleton flex={1} radius="md" />}
      {respaldos?.length === 0 && (
        <EmptyState icon={<IconDatabaseExport />} title={t('backup.none')} text={t('backup.noneText')} />
      )}
      {respaldos && respaldos.length > 0 && (
        <BackupTable rows={respaldos} picked={picked} onPick={reads ? pick : null} />
      )}
      {rows.hasNextPage && (
        <Button variant="default" size="xs" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {t('alerts.more')}
        </Button>
      )}
      {comparing && older && newer && <BackupDiff antes={older} despues={newer} onClose={() => setComparing(false)} />}
    </>
  )
}

interface TableProps {
  rows: readonly RespaldoRow[]
  picked: readonly RespaldoRow[]
  /** Null: this person may not read what is in them. */
  onPick: ((respaldo: RespaldoRow) => void) | null
}

function BackupTable({ rows, picked, onPick }: TableProps) {
  const { t } = useTranslation('red')
  const number = useNumber()
  return (
    <ScrollTable label={t('device.tab.respaldos')}>
      <Table.Thead>
        <Table.Tr>
          {onPick && <Table.Th w={40}>{t('backup.pick')}</Table.Th>}
          <Table.Th>{t('backup.when')}</Table.Th>
          <Table.Th>{t('backup.kind')}</Table.Th>
          <Table.Th data-align="right">{t('backup.size')}</Table.Th>
          <Table.Th>{t('backup.who')}</Table.Th>
          {onPick && <Table.Th data-align="right">{t('backup.download')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((respaldo) => (
          <Table.Tr key={respaldo.id}>
            {onPick && (
              <Table.Td>
                {respaldo.tipo === 'export' && (
                  <Checkbox
                    size="xs"
                    aria-label={t('backup.pick')}
                    checked={picked.some(({ id }) => id === respaldo.id)}
                    onChange={() => onPick(respaldo)}
                  />
                )}
              </Table.Td>
            )}
            <Table.Td>
              <InstantText at={respaldo.fecha} />
            </Table.Td>
            <Table.Td>{t(`backup.tipo.${respaldo.tipo}`)}</Table.Td>
            <Table.Td data-align="right">
              {t('unit.kb', { n: number(Math.max(1, Math.round(respaldo.tamano / 1024))) })}
            </Table.Td>
            <Table.Td>{respaldo.usuario ?? t('backup.scheduled')}</Table.Td>
            {onPick && (
              <Table.Td ta="right">
                <Download respaldo={respaldo} />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollTable>
  )
}

function Download({ respaldo: { id } }: { respaldo: RespaldoRow }) {
  const { t } = useTranslation('red')
  const save = useSaveFile(() => rpc.dispositivos.descargarRespaldo({ respaldoId: id }))
  return (
    <ActionIcon aria-label={t('backup.download')} loading={save.isPending} onClick={() => save.mutate()}>
      <IconDownload size={16} aria-hidden />
    </ActionIcon>
  )
}
