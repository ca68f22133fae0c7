import { useCallback, useEffect, useRef, useState } from 'react'
import type { PrintResult } from '../../../../contract/shell.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { printDocument } from '../../../components/paperOutput.ts'
import { usePrintsTickets } from '../../../components/useTickets.ts'

export type PrintState =
  | { estado: 'printing' | 'printed'; printer: string }
  | { estado: 'failed'; printer: string; error: unknown; reason: PrintFailure | null }

export type PrintFailure = Extract<PrintResult, { ok: false }>['reason']

export interface AutoPrint {
  state: PrintState
  /** Prints again after a failure: the receipt never came out, so it is still the original. */
  again: () => void
}

/** The printer on which this seat prints receipts by itself; null where a person says so each time. */
export function useAutoPrinter(): string | null {
  const { auto, printer } = useSession().puesto.recibo
  const canPrint = useCan('recibo.print')
  // The office prints a ticket of it by itself.
  const tickets = usePrintsTickets()
  return auto && canPrint && !tickets ? printer : null
}

/** Prints a receipt silently at once. Whatever comes of it, the money is recorded. */
export function useAutoPrint(reciboId: string, printer: string): AutoPrint {
  const { papel } = useSession().puesto.recibo
  const [state, setState] = useState<PrintState>({ estado: 'printing', printer })
  const started = useRef(false)

  const print = useCallback(async () => {
    setState({ estado: 'printing', printer })
    try {
      const result = await printDocument({ tipo: 'recibo', id: reciboId }, papel, printer)
      if (result.ok) setState({ estado: 'printed', printer })
      else setState({ estado: 'failed', printer, error: null, reason: result.reason })
    } catch (error) {
      setState({ estado: 'failed', printer, error, reason: null })
    }
  }, [printer, reciboId, papel])

  useEffect(() => {
    if (started.current) return
    started.current = true
    void print()
  }, [print])
  return { state, again: () => void print() }
}
