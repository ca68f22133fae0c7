import { Checkbox, Skeleton, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LecturaRed, PerfilDePlan } from '../../../contract/procedures/vinculos.ts'
import { useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { ScrollRegion } from '../../components/ScrollRegion.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './links.module.css'
import type { Links } from './useLinks.ts'

interface Props {
  lectura: LecturaRed
  links: Links
  onClose: () => void
}

/** What is about to be written down: how many links, and which plans get another profile, each of which can be left out. */
export function LinkDialog({ lectura, links, onClose }: Props) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  const { hasta, perfiles, apply } = links
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const preview = useQuery({
    ...orpc.vinculos.preview.queryOptions({ input: { id: lectura.id, hasta, perfiles } }),
    gcTime: 0,
  })
  const toggle = (planId: string, on: boolean) =>
    setLeft((before) => new Set(on ? [...before].filter((each) => each !== planId) : [...before, planId]))
  const { vinculados, planes } = preview.data ?? { vinculados: 0, planes: [] }
  const kept = planes.filter(({ planId }) => !left.has(planId)).length
  return (
    <FormDialog
      size="xl"
      title={t('confirm.title', { equipo: lectura.dispositivoNombre })}
      submitLabel={
        vinculados > 0 ? t('link', { n: number(vinculados) }) : t('confirm.profiles', { count: kept, n: number(kept) })
      }
      onClose={onClose}
      onSubmit={() => apply.mutate(perfiles.filter(({ planId }) => !left.has(planId)))}
      ready={vinculados + kept > 0}
      waiting={preview.isPending}
      busy={apply.isPending}
      error={apply.error ?? undefined}
      dirty={false}
    >
      {preview.isPending && <Skeleton h={80} radius="md" />}
      {preview.isError && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && (
        <>
          <Text size="sm">{t('confirm.links', { count: vinculados, n: number(vinculados) })}</Text>
          {planes.length === 0 ? (
            <Text size="sm">{t('confirm.noPlans')}</Text>
          ) : (
            <>
              <Text size="sm">{t('confirm.plans', { count: planes.length, n: number(planes.length) })}</Text>
              <Plans planes={planes} left={left} onToggle={toggle} />
            </>
          )}
        </>
      )}
    </FormDialog>
  )
}

interface PlansProps {
  planes: readonly PerfilDePlan[]
  left: ReadonlySet<string>
  onToggle: (planId: string, on: boolean) => void
}

function Plans({ planes, left, onToggle }: PlansProps) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  return (
    <ScrollRegion label={t('confirm.table')} className={styles['plans'] ?? ''}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('profiles.plan')}</Table.Th>
            <Table.Th>{t('profiles.name')}</Table.Th>
            <Table.Th>{t('confirm.services')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {planes.map(({ planId, planNombre, perfil, anterior, servicios, otros, equipos }) => (
            <Table.Tr key={planId}>
              <Table.Td>
                <Checkbox
                  label={planNombre}
                  checked={!left.has(planId)}
                  onChange={(event) => onToggle(planId, event.currentTarget.checked)}
                />
              </Table.Td>
              <Table.Td>
                <span className={styles['name']}>{perfil}</span>
                <Text size="xs" c="dimmed">
                  {anterior === '' ? t('confirm.ofOffice') : t('confirm.before', { perfil: anterior })}
                </Text>
              </Table.Td>
              <Table.Td>
                {t('confirm.count', { count: servicios, n: number(servicios) })}
                {otros > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('confirm.others', { count: otros, n: number(otros) })}
                  </Text>
                )}
                {equipos > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('confirm.devices', { count: equipos, n: number(equipos) })}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
