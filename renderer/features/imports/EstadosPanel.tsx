import { Paper, Select, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ESTADOS_SERVICIO_CLIENTE, type EstadoServicioCliente } from '../../../contract/enums.ts'
import type { ImportEstado } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import styles from './imports.module.css'

interface Props {
  estados: readonly ImportEstado[]
  busy: boolean
  onChoice: (choice: Record<string, EstadoServicioCliente>) => void
}

/** The words of the state column and what each means. */
export function EstadosPanel({ estados, busy, onChoice }: Props) {
  const { t } = useTranslation(['imports', 'common'])
  const number = useNumber()
  if (estados.length === 0) {
    return (
      <Text size="sm" c="dimmed" p="md">
        {t('estados.none')}
      </Text>
    )
  }
  return (
    <div className={styles['choices']}>
      <Text size="sm" c="dimmed">
        {t('estados.text')}
      </Text>
      <Paper className={styles['scroll']} maw={640}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('estados.word')}</Table.Th>
              <Table.Th ta="right">{t('estados.rows')}</Table.Th>
              <Table.Th>{t('estados.means')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {estados.map(({ clave, valor, rows, estado }) => (
              <Table.Tr key={clave}>
                <Table.Td className={styles['name'] ?? ''}>{valor}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {number(rows)}
                </Table.Td>
                <Table.Td className={styles['choice'] ?? ''}>
                  <Select
                    aria-label={t('estados.meansOf', { word: valor })}
                    size="xs"
                    disabled={busy}
                    placeholder={t('estados.choose')}
                    error={estado === null}
                    data={ESTADOS_SERVICIO_CLIENTE.map((value) => ({
                      value,
                      label: t(`common:enums.estadoServicio.${value}`),
                    }))}
                    value={estado}
                    onChange={(value) => {
                      const chosen = ESTADOS_SERVICIO_CLIENTE.find((known) => known === value)
                      if (chosen) onChoice({ [clave]: chosen })
                    }}
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
