import type { EstadoImpresora, FallaImpresora } from '../../contract/index.ts'

/** Why a printer does not take a ticket, or did not finish it. */
export class PrinterFailure extends Error {
  override name = 'PrinterFailure'
  readonly falla: FallaImpresora

  constructor(falla: FallaImpresora) {
    super(falla)
    this.falla = falla
  }
}

/** Deadlines, ms. */
export interface PrinterTimes {
  connect: number
  /** For each answer of the printer about itself. */
  status: number
  /** Without a byte taken. */
  write: number
  /** Until it says that all is on paper. */
  done: number
}

export const PRINTER_TIMES: PrinterTimes = { connect: 3_000, status: 1_500, write: 10_000, done: 20_000 }

/** A printer at the other end. Everything throws PrinterFailure. */
export interface PrinterLine {
  /** How it is now. Throws only when it cannot be asked. */
  status(): Promise<EstadoImpresora>
  /**
   * Sends a ticket and waits until it is on paper, as far as this printer says. `handedOver` false: nothing of it left,
   * so a failure means that it is not on paper.
   */
  send(bytes: Uint8Array, progress: { handedOver: boolean }): Promise<void>
  close(): void
}
