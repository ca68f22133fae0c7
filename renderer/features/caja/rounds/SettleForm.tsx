import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CierreResult } from '../../../../contract/procedures/caja.ts'
import type { RutaDetail } from '../../../../contract/procedures/rutas.ts'
import { useMoney, useNumber } from '../../../app/session.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { Money } from '../../../components/Money.tsx'
import { toOfficeError } from '../../../rpc/errors.ts'
import { refreshMoney } from '../../../rpc/money.ts'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from './rounds.module.css'
import { CierreDialog } from '../close/CierreDialog.tsx'
import { changeOutcome, lackOf, NOTHING, type Outcome, type OutcomeChange, paidIn, visitasOf } from './outcomes.ts'
import { StopsTable } from './StopsTable.tsx'

interface Props {
  ruta: RutaDetail
  /** The person has asked to settle: the count is shown, unless a stop lacks something. */
  settling: boolean
  onStop: () => void
  onSettled: (cierre: CierreResult) => void
}

/** Balances and receipts that a settled round changes. */

/** The stop that a refusal is about; null when it is about none. */
function visitaIn(error: unknown): string | null {
  const visitaId = error == null ? null : toOfficeError(error).data['visitaId']
  return typeof visitaId === 'string' ? visitaId : null
}

/** What the collector says of each stop, by the keyboard; then the bag is counted and its cash goes into the drawer. */
export function SettleForm({ ruta, settling, onStop, onSettled }: Props) {
  const { t } = useTranslation('caja')
  const { format } = useMoney()
  const number = useNumber()
  const errorText = useErrorText()
  const request = useRequestId()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(() => new Map())
  const [wrong, setWrong] = useState<{ visitaId: string; text: string } | null>(null)
  const table = useRef<HTMLTableElement>(null)
  const settle = useMutation(
    orpc.rutas.settle.mutationOptions({
      onSuccess: async ({ cierre }) => {
        request.renew()
        onSettled(cierre)
        await refreshMoney()
      },
      onError: (error) => {
        const visitaId = visitaIn(error)
        if (visitaId !== null) point(visitaId, errorText(error))
      },
    }),
  )
  const point = (visitaId: string, text: string) => {
    setWrong({ visitaId, text })
    onStop()
    requestAnimationFrame(() => {
      const row = table.current?.querySelector(`[data-visita="${visitaId}"]`)
      const field = row?.querySelector<HTMLElement>('[data-reference]') ?? row?.querySelector<HTMLElement>('input')
      field?.focus()
    })
  }
  const lacking = [...outcomes].find(([, outcome]) => lackOf(outcome) !== null)
  const pointed = useRef(point)
  useEffect(() => {
    pointed.current = point
  })
  useEffect(() => {
    if (!settling || lacking === undefined) return
    const lack = lackOf(lacking[1])
    if (lack !== null) pointed.current(lacking[0], t(`rounds.lack.${lack}`))
  }, [settling, lacking, t])

  const change = useCallback((visitaId: string, deuda: number, wanted: OutcomeChange) => {
    setWrong((now) => (now?.visitaId === visitaId ? null : now))
    setOutcomes((now) => new Map(now).set(visitaId, changeOutcome(now.get(visitaId) ?? NOTHING, wanted, deuda)))
  }, [])
  const visitas = visitasOf(outcomes)
  const left = ruta.paradas.length - visitas.length
  return (
    <>
      <StopsTable ref={table} paradas={ruta.paradas} outcomes={outcomes} wrong={wrong} onChange={change} />
      <div className={styles['settleFoot']} role="status">
        <span>{t('rounds.left', { count: left, shown: number(left) })}</span>
        <span>
          {t('rounds.inCash')} <Money amount={paidIn(outcomes, 'efectivo')} strong />
        </span>
        <span>
          {t('rounds.inTransfers')} <Money amount={paidIn(outcomes, 'transferencia')} strong />
        </span>
      </div>
      {settling && lacking === undefined && (
        <CierreDialog
          title={t('rounds.settleTitle', { nombre: ruta.cobrador })}
          text={left === 0 ? t('rounds.settleText') : t('rounds.settleLeft', { count: left, shown: number(left) })}
          submitLabel={(contado) => t('rounds.settleSubmit', { monto: format(contado) })}
          responsableId={ruta.cobradorId}
          queda={null}
          busy={settle.isPending}
          error={visitaIn(settle.error) === null ? settle.error : null}
          onSend={({ queda: _, ...cierre }) =>
            settle.mutate({ requestId: request.id, rutaId: ruta.id, visitas, ...cierre })
          }
          onClose={() => {
            settle.reset()
            onStop()
          }}
        />
      )}
    </>
  )
}
