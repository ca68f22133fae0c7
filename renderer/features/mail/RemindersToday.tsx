import { Alert, Anchor, Badge, Button, Group, SegmentedControl, Skeleton, Table, Text } from '@mantine/core'
import { IconBellOff, IconBellRinging, IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AvisoSimulado, Simulacion } from '../../../contract/index.ts'
import { useCan, useDates, useNumber } from '../../app/session.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Money } from '../../components/Money.tsx'
import { ScrollTable } from '../../components/ScrollRegion.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './mail.module.css'

/** Who is reminded today and why, and who is not and why: nothing is sent by looking. */
export function RemindersToday() {
  const { t } = useTranslation('correo')
  const config = useQuery(orpc.recordatorios.config.queryOptions())
  const simulation = useQuery(orpc.recordatorios.simulate.queryOptions({ input: {} }))
  const configures = useCan('facturacion.config')
  const navigate = useNavigate()
  if (simulation.isError) return <ErrorNote error={simulation.error} onRetry={() => void simulation.refetch()} />
  if (!simulation.data) return <Skeleton flex={1} radius="md" />
  return (
    <>
      {config.data?.activos === false && (
        <Alert color="orange" variant="light" icon={<IconBellOff aria-hidden />}>
          <Group justify="space-between" gap="sm">
            <Text size="sm">{t('avisos.off')}</Text>
            {configures && (
              <Button
                variant="default"
                size="xs"
                onClick={() => void navigate({ to: '/ajustes/$seccion', params: { seccion: 'recordatorios' } })}
              >
                {t('avisos.goSet')}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      <Result simulation={simulation.data} />
    </>
  )
}

function Result({ simulation }: { simulation: Simulacion }) {
  const { t } = useTranslation('correo')
  const number = useNumber()
  const { instant } = useDates()
  const [only, setOnly] = useState<'todos' | 'salen'>('todos')
  const { seAvisa, noSeAvisa, avisos, enHorario, proximoHorario } = simulation
  const not = Object.values(noSeAvisa).reduce((sum, count) => sum + count, 0)
  if (avisos.length === 0) {
    return <EmptyState icon={<IconBellRinging />} title={t('avisos.none')} text={t('avisos.noneText')} />
  }
  const shown = only === 'todos' ? avisos : avisos.filter(({ motivo }) => motivo === null)
  return (
    <>
      <div className={styles['figures']}>
        <Text component="p" m={0} className={styles['figure'] ?? ''}>
          {t('avisos.going', { count: seAvisa, shown: number(seAvisa) })}
        </Text>
        {not > 0 && <Text c="dimmed">{t('avisos.notGoing', { count: not, shown: number(not) })}</Text>}
        {!enHorario && proximoHorario !== null && (
          <Text size="sm">{t('avisos.hours', { fecha: instant(proximoHorario) })}</Text>
        )}
        <SegmentedControl
          ml="auto"
          aria-label={t('avisos.show')}
          value={only}
          onChange={setOnly}
          data={[
            { value: 'todos', label: t('avisos.all') },
            { value: 'salen', label: t('avisos.only') },
          ]}
        />
      </div>
      <ScrollTable label={t('avisos.question')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('avisos.column.client')}</Table.Th>
            <Table.Th>{t('avisos.column.why')}</Table.Th>
            <Table.Th>{t('avisos.column.invoice')}</Table.Th>
            <Table.Th>{t('avisos.column.due')}</Table.Th>
            <Table.Th ta="right">{t('avisos.column.amount')}</Table.Th>
            <Table.Th>{t('avisos.column.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((aviso) => (
            <Row key={`${aviso.documentoId} ${aviso.regla}`} aviso={aviso} />
          ))}
        </Table.Tbody>
      </ScrollTable>
      {avisos.length < seAvisa + not && (
        <Text size="sm" c="dimmed">
          {t('avisos.more', { shown: number(avisos.length) })}
        </Text>
      )}
    </>
  )
}

function Row({ aviso }: { aviso: AvisoSimulado }) {
  const { clienteId, clienteNombre, clienteCodigo, para, numero, fecha, monto, regla } = aviso
  const ruleText = useRuleText()
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: clienteId }} />}>
          {clienteNombre}
        </Anchor>{' '}
        <span className={styles['aside']}>{clienteCodigo}</span>
        <Text size="xs" c="dimmed">
          {para}
        </Text>
      </Table.Td>
      <Table.Td className={styles['whole'] ?? ''}>{ruleText(regla)}</Table.Td>
      <Table.Td className={styles['whole'] ?? ''}>{numero || '—'}</Table.Td>
      <Table.Td>
        <DateText fecha={fecha} />
      </Table.Td>
      <Table.Td ta="right" className={styles['whole'] ?? ''}>
        <Money amount={monto} />
      </Table.Td>
      <Table.Td className={styles['whole'] ?? ''}>
        <Verdict aviso={aviso} />
      </Table.Td>
    </Table.Tr>
  )
}

function Verdict({ aviso: { motivo } }: { aviso: AvisoSimulado }) {
  const { t } = useTranslation('correo')
  if (motivo === null) {
    return (
      <Badge variant="light" color="green" leftSection={<IconCheck size={13} aria-hidden />}>
        {t('avisos.si')}
      </Badge>
    )
  }
  return (
    <Badge variant="light" color="gray" leftSection={<IconMinus size={13} aria-hidden />}>
      {t(`avisos.motivo.${motivo}`)}
    </Badge>
  )
}

/** A rule in words: `vencida:10` is «Venció hace 10 días o más». */
function useRuleText(): (regla: string) => string {
  const { t } = useTranslation('correo')
  return (regla) => {
    const [kind, days = '0'] = regla.split(':')
    const count = Number(days)
    if (kind === 'antes') return t('avisos.regla.antes', { count })
    if (kind === 'vencida') return t('avisos.regla.vencida', { count })
    return t(kind === 'vence' ? 'avisos.regla.vence' : 'avisos.regla.promesa')
  }
}
