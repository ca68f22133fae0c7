import { Anchor, Badge, Button, Checkbox, Group, Skeleton, Table, Text } from '@mantine/core'
import {
  type Icon,
  IconCircleCheck,
  IconGauge,
  IconHistory,
  IconLink,
  IconMoodSad,
  IconPlugConnected,
  IconPuzzleOff,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DiferenciaRed,
  type InformeDiferencias,
  TIPOS_DIFERENCIA,
  type TipoDiferencia,
} from '../../../../contract/procedures/red-diferencias.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { CountTiles } from '../../../components/CountTiles.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { ScrollTable } from '../../../components/ScrollRegion.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from '../network.module.css'
import { FixDialog } from './FixDialog.tsx'

const LOOKS: Record<TipoDiferencia, readonly [icon: Icon, color: string]> = {
  pago_y_cortado: [IconMoodSad, 'red'],
  debe_y_navega: [IconPlugConnected, 'orange'],
  sesion_de_cortado: [IconHistory, 'orange'],
  velocidad_distinta: [IconGauge, 'orange'],
  objeto_ausente: [IconPuzzleOff, 'orange'],
  objeto_sin_cliente: [IconUserQuestion, 'gray'],
}
/** Rows drawn at first; a device may have thousands of objects that are nobody's. */
const SHOWN = 200

const isFixable = ({ falla, tipo }: DiferenciaRed): boolean => falla === null && tipo !== 'objeto_sin_cliente'

/** The differences of one device, by kind; chosen ones are mended after their commands were seen. */
export function DriftReport({ dispositivoId, leidoEn }: { dispositivoId: string; leidoEn: number }) {
  const report = useQuery({
    ...orpc.red.drift.get.queryOptions({ input: { dispositivoId } }),
    queryKey: [...orpc.red.drift.get.queryKey({ input: { dispositivoId } }), leidoEn],
  })
  if (report.data) return <Report key={report.data.leidoEn} informe={report.data} />
  if (report.isError) return <ErrorNote error={report.error} onRetry={() => void report.refetch()} />
  return <Skeleton flex={1} radius="md" />
}

function Report({ informe }: { informe: InformeDiferencias }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const writes = useCan('red.write')
  const [tipo, setTipo] = useState<TipoDiferencia | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [limit, setLimit] = useState(SHOWN)
  const [fixing, setFixing] = useState(false)
  const { conteos, filas, modo, ajenos } = informe
  const wanted = filas.filter((fila) => (tipo === null ? fila.tipo !== 'objeto_sin_cliente' : fila.tipo === tipo))
  const picked = filas.filter((fila) => chosen.has(fila.id))
  const toggle = (ids: readonly string[], on: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      for (const id of ids) {
        if (on) next.add(id)
        else next.delete(id)
      }
      return next
    })
  const all = wanted.filter(isFixable).map(({ id }) => id)
  const chosenAll = all.length > 0 && all.every((id) => chosen.has(id))
  const fixes = writes && modo === 'gestionar' && (all.length > 0 || picked.length > 0)
  return (
    <>
      <CountTiles
        label={t('drift.kinds')}
        tiles={TIPOS_DIFERENCIA.map((one) => ({
          key: one,
          label: t(`drift.tipo.${one}`),
          count: conteos[one],
          look: LOOKS[one],
          chosen: tipo === one,
          onChoose: () => setTipo(tipo === one ? null : one),
        }))}
      />
      {ajenos > 0 && (
        <Text size="sm" c="dimmed">
          {t('drift.ajenos', { count: ajenos, n: number(ajenos) })}
        </Text>
      )}
      {wanted.length === 0 ? (
        <EmptyState icon={<IconCircleCheck />} title={t('drift.none')} text={t('drift.noneText')} />
      ) : (
        <>
          {fixes && (
            <Group gap="sm">
              <Checkbox
                label={t('drift.chooseAll', { count: all.length, n: number(all.length) })}
                checked={chosenAll}
                indeterminate={!chosenAll && picked.length > 0}
                disabled={all.length === 0}
                onChange={(event) => toggle(all, event.currentTarget.checked)}
              />
              <Button disabled={picked.length === 0} onClick={() => setFixing(true)}>
                {t('drift.fix', { count: picked.length, n: number(picked.length) })}
              </Button>
            </Group>
          )}
          {tipo === 'objeto_sin_cliente' && (
            <Group gap="sm">
              <Text size="sm">{t('drift.orphans')}</Text>
              <Button
                variant="default"
                leftSection={<IconLink size={16} aria-hidden />}
                renderRoot={(props) => <Link {...props} to="/red/vincular" />}
              >
                {t('drift.link')}
              </Button>
            </Group>
          )}
          <DriftTable rows={wanted.slice(0, limit)} chosen={chosen} onToggle={fixes ? toggle : null} />
          {wanted.length > limit && (
            <Button variant="default" size="xs" onClick={() => setLimit(limit + SHOWN)}>
              {t('drift.more', { n: number(wanted.length - limit) })}
            </Button>
          )}
        </>
      )}
      {fixing && (
        <FixDialog
          informe={informe}
          filas={picked}
          onClose={() => setFixing(false)}
          onDone={() => {
            setFixing(false)
            setChosen(new Set())
          }}
        />
      )}
    </>
  )
}

interface TableProps {
  rows: readonly DiferenciaRed[]
  chosen: ReadonlySet<string>
  /** Null: nothing can be mended here. */
  onToggle: ((ids: readonly string[], on: boolean) => void) | null
}

function DriftTable({ rows, chosen, onToggle }: TableProps) {
  const { t } = useTranslation(['red', 'common'])
  return (
    <ScrollTable label={t('drift.title')}>
      <Table.Thead>
        <Table.Tr>
          {onToggle && <Table.Th w={32}>{t('drift.choose')}</Table.Th>}
          <Table.Th miw={215}>{t('drift.what')}</Table.Th>
          <Table.Th>{t('list.client')}</Table.Th>
          <Table.Th miw={150}>{t('drift.object')}</Table.Th>
          <Table.Th miw={190}>{t('drift.has')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((fila) => (
          <Table.Tr key={fila.id}>
            {onToggle && (
              <Table.Td>
                {isFixable(fila) && (
                  <Checkbox
                    size="xs"
                    aria-label={t('drift.chooseOf', { nombre: fila.objeto })}
                    checked={chosen.has(fila.id)}
                    onChange={(event) => onToggle([fila.id], event.currentTarget.checked)}
                  />
                )}
              </Table.Td>
            )}
            <Table.Td>
              <Kind tipo={fila.tipo} />
              {fila.falla !== null && (
                <Text size="xs" c="dimmed">
                  {t(`fallaRed.${fila.falla}`)}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              {fila.servicioId === null ? (
                <Text size="sm" c="dimmed">
                  {fila.comentario || '—'}
                </Text>
              ) : (
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link {...props} to="/clientes/servicios/$id" params={{ id: fila.servicioId ?? '' }} />
                  )}
                >
                  <ClienteName nombre={fila.cliente} codigo={fila.codigoCliente} />
                </Anchor>
              )}
            </Table.Td>
            <Table.Td>
              {fila.objeto}
              <div className={styles['small']}>{t(`common:enums.tipoObjetoRed.${fila.objetoTipo}`)}</div>
            </Table.Td>
            <Table.Td>
              {fila.valores.map(({ propiedad, tiene, deberia }) => (
                <div key={propiedad} className={styles['small']}>
                  {propiedad}: <s>{tiene || '—'}</s> → <b>{deberia || '—'}</b>
                </div>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollTable>
  )
}

function Kind({ tipo }: { tipo: TipoDiferencia }) {
  const { t } = useTranslation('red')
  const [KindIcon, color] = LOOKS[tipo]
  return (
    <Badge color={color} leftSection={<KindIcon size={13} stroke={2} aria-hidden />}>
      {t(`drift.tipo.${tipo}`)}
    </Badge>
  )
}
