import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CambioPreview } from '../../../contract/procedures/servicios.ts'
import { useDates, useMoney } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Money } from '../../components/Money.tsx'
import type { ChangeKind } from './actions.ts'
import styles from './services.module.css'

interface Props {
  kind: ChangeKind
  fecha: string
  /** Of a pause: when it comes back by itself. */
  vuelve: string | null
  /** The service has a price of its own. */
  agreed: boolean
  /** Issued at once, not with the next invoice. */
  apart: boolean
  preview: CambioPreview | undefined
  error: unknown
  /** What is missing before it can be worked out. */
  incomplete: boolean
}

/** What a change means, in words and in money, before it is made. */
export function ChangePreview(props: Props) {
  const { t } = useTranslation('servicios')
  const { preview, error, incomplete } = props
  return (
    <section className={styles['preview']} aria-label={t('preview.title')} aria-live="polite">
      <p className={styles['previewTitle']}>{t('preview.title')}</p>
      {error != null ? (
        <ErrorNote error={error} />
      ) : preview !== undefined ? (
        <Said {...props} preview={preview} />
      ) : incomplete ? (
        <p>{t('preview.choose')}</p>
      ) : (
        <Loader size="xs" role="img" aria-label={t('preview.waiting')} />
      )}
    </section>
  )
}

function Said({ kind, fecha, vuelve, agreed, apart, preview }: Props & { preview: CambioPreview }) {
  const { t } = useTranslation('servicios')
  const { date } = useDates()
  const { format } = useMoney()
  const { antes, despues, facturadoHasta, lineas, reconexion } = preview
  return (
    <>
      <p>
        <State kind={kind} fecha={date(fecha)} preview={preview} />{' '}
        {kind === 'cambio_plan' && agreed && antes.precioMensual === despues.precioMensual && t('preview.agreed')}
        {vuelve !== null && t('preview.back', { fecha: date(vuelve) })} {preview.planeado && t('preview.planned')}
      </p>
      <p>
        {facturadoHasta === null ? t('preview.neverBilled') : t('preview.billedUntil', { fecha: date(facturadoHasta) })}{' '}
        {facturadoHasta !== null && lineas.length === 0 && t('preview.nothing')}
      </p>
      {lineas.length > 0 && <Lines preview={preview} apart={apart} />}
      {reconexion > 0 && <p>{t('preview.reconexion', { monto: format(reconexion) })}</p>}
    </>
  )
}

function State({
  kind,
  fecha,
  preview: { antes, despues },
}: {
  kind: ChangeKind
  fecha: string
  preview: CambioPreview
}) {
  const { t } = useTranslation('servicios')
  const { format } = useMoney()
  if (kind === 'cambio_plan')
    return t('preview.plan', {
      fecha,
      antes: antes.planNombre,
      precioAntes: format(antes.precioMensual),
      despues: despues.planNombre,
      precioDespues: format(despues.precioMensual),
    })
  if (kind === 'reactivacion') return t('preview.on', { fecha, precio: format(despues.precioMensual) })
  return t(`preview.off.${kind}`, { fecha })
}

function Lines({ preview: { lineas, total }, apart }: { preview: CambioPreview; apart: boolean }) {
  const { t } = useTranslation('servicios')
  const { format } = useMoney()
  const monto = format(Math.abs(total))
  const sum = (() => {
    if (total === 0) return t('preview.even')
    if (apart) return t(total > 0 ? 'preview.chargesNow' : 'preview.returnsNow', { monto })
    return t(total > 0 ? 'preview.charges' : 'preview.returns', { monto })
  })()
  return (
    <>
      <ul className={styles['lines']}>
        {lineas.map(({ descripcion, explicacion, total: amount }) => (
          <li key={`${descripcion} ${explicacion} ${amount}`} className={styles['line']}>
            <span>{descripcion}</span>
            <Money amount={amount} />
            <span className={styles['explained']}>{explicacion}</span>
          </li>
        ))}
      </ul>
      <p className={styles['sum']}>{sum}</p>
    </>
  )
}
