import { Paper, Select, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LecturaRed } from '../../../contract/procedures/vinculos.ts'
import { useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './links.module.css'
import type { Links } from './useLinks.ts'

/** Which profile of the device is which plan: plans that have one use it instead of a profile of the office's own. */
export function ProfilesPanel({ lectura, links }: { lectura: LecturaRed; links: Links }) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  const plans = useQuery(orpc.planes.list.queryOptions())
  const options = (plans.data ?? []).map(({ id, nombre }) => ({ value: id, label: nombre }))
  if (plans.isError) return <ErrorNote error={plans.error} onRetry={() => void plans.refetch()} />
  return (
    <div className={styles['profiles']}>
      <Text size="sm" c="dimmed">
        {t('profiles.text')}
      </Text>
      <Paper className={styles['scroll']}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('profiles.name')}</Table.Th>
              <Table.Th ta="right">{t('profiles.speed')}</Table.Th>
              <Table.Th ta="right">{t('profiles.used')}</Table.Th>
              <Table.Th>{t('profiles.plan')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lectura.perfiles.map((perfil) => (
              <Table.Tr key={perfil.nombre}>
                <Table.Td className={styles['name'] ?? ''}>{perfil.nombre}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {perfil.velocidad === null
                    ? t('profiles.unlimited')
                    : t('profiles.mbps', {
                        down: number(perfil.velocidad.bajada),
                        up: number(perfil.velocidad.subida),
                      })}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {number(perfil.accesos)}
                </Table.Td>
                <Table.Td className={styles['choice'] ?? ''}>
                  <Select
                    aria-label={t('profiles.planOf', { perfil: perfil.nombre })}
                    size="xs"
                    searchable
                    clearable
                    placeholder={t('profiles.noPlan')}
                    disabled={perfil.vinculado}
                    data={options}
                    value={links.planOf(perfil)}
                    onChange={(planId) => links.setPlan(perfil.nombre, planId)}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </div>
  )
}
