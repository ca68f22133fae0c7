import { Anchor, Table, Text } from '@mantine/core'
import { IconPaperclip, IconTransfer } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MovimientoCaja } from '../../../../contract/procedures/caja.ts'
import { InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Money } from '../../../components/Money.tsx'
import { RowButton } from '../../../components/RowButton.tsx'
import styles from './session.module.css'
import { useNewest } from '../useNewest.tsx'
import { AttachmentDialog } from './AttachmentDialog.tsx'

interface Props {
  movimientos: readonly MovimientoCaja[]
  /** Its paper. */
  onOpen: (movimiento: MovimientoCaja) => void
}

/** Drawn at once. A day has a few dozen; a drawer that nobody closes may come to thousands. */
const STEP = 100

/** Cash that came in or left other than by a receipt, newest first. Enter on one is its paper. */
export function Movements({ movimientos, onOpen }: Props) {
  const { t } = useTranslation('caja')
  const newest = useNewest(movimientos.toReversed(), STEP)
  const [adjunto, setAdjunto] = useState<MovimientoCaja['adjuntos'][number] | null>(null)
  if (movimientos.length === 0) {
    return <EmptyState icon={<IconTransfer size={24} />} title={t('moves.none')} text={t('moves.noneText')} />
  }
  return (
    <>
      <Table aria-label={t('moves.title')} highlightOnHover stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('moves.when')}</Table.Th>
            <Table.Th>{t('moves.number')}</Table.Th>
            <Table.Th>{t('moves.what')}</Table.Th>
            <Table.Th ta="right">{t('moves.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {newest.shown.map((movimiento) => (
            <Table.Tr key={movimiento.id}>
              <Table.Td className={styles['fixed'] ?? ''}>
                <InstantText at={movimiento.fecha} />
              </Table.Td>
              <Table.Td className={styles['fixed'] ?? ''}>
                <RowButton onClick={() => onOpen(movimiento)}>{movimiento.numero}</RowButton>
              </Table.Td>
              <Table.Td className={styles['what'] ?? ''}>
                <What movimiento={movimiento} />
                {movimiento.adjuntos.map((one) => (
                  <Anchor
                    key={one.id}
                    component="button"
                    type="button"
                    size="xs"
                    className={styles['attached'] ?? ''}
                    onClick={() => setAdjunto(one)}
                  >
                    <IconPaperclip size={13} aria-hidden /> {one.nombre}
                  </Anchor>
                ))}
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={movimiento.monto} tone={movimiento.monto > 0 ? 'credit' : undefined} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {newest.more}
      {adjunto !== null && <AttachmentDialog adjunto={adjunto} onClose={() => setAdjunto(null)} />}
    </>
  )
}

function What({ movimiento }: { movimiento: MovimientoCaja }) {
  const { t } = useTranslation('caja')
  const { tipo, lugar, categoria, descripcion, otraPersona, usuario, aprobadoPor } = movimiento
  const where = [lugar === null ? '' : t(`enums.lugar.${lugar}`), categoria, otraPersona ?? ''].filter(
    (one) => one !== '',
  )
  const who = [usuario, aprobadoPor === null ? '' : t('moves.approvedBy', { nombre: aprobadoPor })]
  return (
    <>
      <Text size="sm" title={descripcion}>
        <b className={styles['kind']}>{t(`enums.movimiento.${tipo}`)}</b>
        {where.length > 0 && ` · ${where.join(' · ')}`}
        {descripcion !== '' && ` · ${descripcion}`}
      </Text>
      <Text size="xs" c="dimmed">
        {who.filter((one) => one !== '').join(' · ')}
      </Text>
    </>
  )
}
