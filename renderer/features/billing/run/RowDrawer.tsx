import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AvisoVista, VistaFila, VistaLinea } from '../../../../contract/procedures/corridas.ts'
import { useMoney, useNumber } from '../../../app/session.tsx'
import { LeaveOut } from '../../../components/LeaveOut.tsx'
import { Money } from '../../../components/Money.tsx'
import { numbered } from '../../../components/numbered.ts'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { addUp } from '../totals.ts'
import { useRate, useTaxName } from '../useTaxName.ts'
import { avisoLook, bySeverity, TipoBadge } from './looks.tsx'
import styles from './run.module.css'

interface Props {
  fila: VistaFila
  excluded: boolean
  onToggle: () => void
  onClose: () => void
}

/** Everything about one invoice to be: its lines, why each amount, what to look at; or why there will be none. */
export function RowDrawer({ fila, excluded, onToggle, onClose }: Props) {
  const { t } = useTranslation('corridas')
  return (
    <SidePanel
      onClose={onClose}
      size="38rem"
      title={fila.clienteNombre}
      badge={<TipoBadge tipo={fila.tipo} />}
      foot={
        fila.clave !== '' && (
          <>
            {excluded && (
              <Text size="sm" c="dimmed" mr="auto" role="status">
                {t('row.leftOut')}
              </Text>
            )}
            <LeaveOut excluded={excluded} onToggle={onToggle} exclude={t('row.exclude')} include={t('row.include')} />
          </>
        )
      }
    >
      <Stack gap="md">
        <Head fila={fila} />
        {fila.tipo === 'excluido' && fila.motivo !== null && <Text size="sm">{t(`motivoText.${fila.motivo}`)}</Text>}
        {fila.lineas.length > 0 && <Lines lineas={fila.lineas} />}
        {fila.lineas.length > 0 && <Sums fila={fila} />}
        {fila.tipo === 'nota_credito' && <Text size="sm">{t('row.inFavour')}</Text>}
        <Warnings fila={fila} />
      </Stack>
    </SidePanel>
  )
}

function Head({ fila }: { fila: VistaFila }) {
  const { t } = useTranslation('corridas')
  return (
    <div>
      <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: fila.clienteId }} />}>
        {t('row.client', { codigo: fila.clienteCodigo })}
      </Anchor>
      {fila.servicios.map(({ id, planNombre, dispositivoRef }) => (
        <Text key={id} size="sm" c="dimmed">
          {[planNombre, dispositivoRef].filter((part) => part !== '').join(' · ')}
        </Text>
      ))}
    </div>
  )
}

function Lines({ lineas }: { lineas: readonly VistaLinea[] }) {
  const { t } = useTranslation('corridas')
  const taxName = useTaxName()
  return (
    <table className={styles['lines']}>
      <thead>
        <tr>
          <th>{t('row.line')}</th>
          <th data-align="right">{t('row.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {numbered(lineas).map(({ place, thing: linea }) => (
          <tr key={place}>
            <td>
              {linea.descripcion}
              {linea.explicacion !== '' && (
                <Text size="xs" className={styles['why'] ?? ''}>
                  {linea.explicacion}
                </Text>
              )}
              {linea.impuestos.length > 0 && (
                <Text size="xs" c="dimmed">
                  {linea.impuestos.map(taxName).join(' · ')}
                </Text>
              )}
            </td>
            <td data-align="right">
              <Money amount={linea.total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sums({ fila }: { fila: VistaFila }) {
  const { t } = useTranslation('corridas')
  const rate = useRate()
  const { neto, impuestos } = addUp(fila.lineas)
  return (
    <dl className={styles['sums']}>
      {impuestos.length > 0 && (
        <div>
          <dt>{t('total.net')}</dt>
          <dd>
            <Money amount={neto} />
          </dd>
        </div>
      )}
      {impuestos.map(({ nombre, tasaBp, monto }) => (
        <div key={`${nombre} ${tasaBp}`}>
          <dt>{`${nombre} ${rate(tasaBp)}`}</dt>
          <dd>
            <Money amount={monto} />
          </dd>
        </div>
      ))}
      <div data-strong>
        <dt>{t(fila.tipo === 'nota_credito' ? 'row.credit' : 'row.total')}</dt>
        <dd>
          <Money amount={fila.total} size="lg" strong />
        </dd>
      </div>
    </dl>
  )
}

function Warnings({ fila }: { fila: VistaFila }) {
  const { t } = useTranslation('corridas')
  const text = useAvisoText(fila)
  if (fila.avisos.length === 0) return null
  return (
    <ul className={styles['said']} aria-label={t('review.warnings')}>
      {bySeverity(fila.avisos).map((aviso) => {
        const [AvisoIcon, color] = avisoLook(aviso)
        return (
          <li key={aviso}>
            <AvisoIcon size={17} color={`var(--mantine-color-${color}-text)`} aria-hidden />
            <Text size="sm">{text(aviso)}</Text>
          </li>
        )
      })}
    </ul>
  )
}

/** A warning as a sentence about this row. */
function useAvisoText(fila: VistaFila): (aviso: AvisoVista) => string {
  const { t } = useTranslation('corridas')
  const { format } = useMoney()
  const number = useNumber()
  return (aviso) => {
    if (aviso === 'precio_distinto')
      return fila.anterior === null
        ? t('avisoText.precio_distinto')
        : t('avisoText.precio_distinto_de', { anterior: format(fila.anterior) })
    if (aviso === 'meses_sin_facturar')
      return t('avisoText.meses_sin_facturar', { count: fila.mesesSinFacturar, n: number(fila.mesesSinFacturar) })
    return t(`avisoText.${aviso}`)
  }
}
