import { Button, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp, IconBan, IconList } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMoney, useNumber } from '../../../app/session.tsx'
import { Money } from '../../../components/Money.tsx'
import type { Excluded, ExcludedRow } from './adjust.ts'
import { TipoBadge } from './looks.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import styles from './run.module.css'

interface Props {
  excluded: Excluded
  onInclude: (clave: string) => void
}

/** What a person left out, and the way back: the last one, or any of them. */
export function ExcludedBar({ excluded, onInclude }: Props) {
  const { t } = useTranslation('corridas')
  const number = useNumber()
  const { format } = useMoney()
  const [opened, { open, close }] = useDisclosure(false)
  const rows = Object.values(excluded)
  const last = rows.at(-1)
  if (last === undefined) return null
  const monto = rows.reduce((sum, { total }) => sum + total, 0)
  return (
    <div className={styles['excludedBar']} role="status">
      <IconBan size={16} aria-hidden />
      <Text size="sm" className="tabular">
        {t('excluded.count', { count: rows.length, n: number(rows.length), monto: format(monto) })}
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconArrowBackUp size={15} aria-hidden />}
        onClick={() => onInclude(last.clave)}
      >
        {t('excluded.undo', { nombre: last.clienteNombre })}
      </Button>
      <Button size="compact-sm" variant="subtle" leftSection={<IconList size={15} aria-hidden />} onClick={open}>
        {t('excluded.see')}
      </Button>
      {opened && <ExcludedList rows={rows} onInclude={onInclude} onClose={close} />}
    </div>
  )
}

interface ListProps {
  rows: readonly ExcludedRow[]
  onInclude: (clave: string) => void
  onClose: () => void
}

function ExcludedList({ rows, onInclude, onClose }: ListProps) {
  const { t } = useTranslation('corridas')
  return (
    <Dialog onClose={onClose} size="lg" title={t('excluded.title')}>
      <Table>
        <Table.Tbody>
          {rows.map(({ clave, tipo, clienteNombre, clienteCodigo, total }) => (
            <Table.Tr key={clave}>
              <Table.Td>
                {clienteNombre} <span className={styles['dimmed']}>{clienteCodigo}</span>
              </Table.Td>
              <Table.Td w={140}>
                <TipoBadge tipo={tipo} />
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={total} />
              </Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('review.includeOf', { nombre: clienteNombre })}
                  onClick={() => {
                    if (rows.length === 1) onClose()
                    onInclude(clave)
                  }}
                >
                  {t('excluded.include')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  )
}
