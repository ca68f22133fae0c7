import type { MetodoPago } from '../../contract/enums.ts'
import type { FechaCivil, Periodo } from '../../contract/dates.ts'
import type { FacturaLinea } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'

export interface DraftFactura {
  cliente: number
  /** Position among the client's services; null for a manual invoice. */
  servicio: number | null
  periodo: Periodo
  fechaEmision: FechaCivil
  fechaVencimiento: FechaCivil
  at: number
  lineas: FacturaLinea[]
  total: Minor
  saldo: Minor
  /** Given when it is written. */
  id: string
}

export interface DraftAplicacion {
  factura: DraftFactura
  monto: Minor
  saldoDespues: Minor
  at: number
}

export interface DraftPago {
  factura: DraftFactura | null
  monto: Minor
  /** Money of it that no invoice has taken. */
  resto: Minor
  aplicaciones: DraftAplicacion[]
}

export interface DraftRecibo {
  cliente: number
  at: number
  metodo: MetodoPago
  monto: Minor
  pagos: DraftPago[]
  deudaDespues: Minor
  creditoDespues: Minor
}

/** The account of one invented client as it comes to be: the rules of the real one, over drafts. */
export class Account {
  readonly facturas: DraftFactura[] = []
  readonly recibos: DraftRecibo[] = []
  readonly #cliente: number
  #open: DraftFactura[] = []
  #credits: DraftPago[] = []

  constructor(cliente: number) {
    this.#cliente = cliente
  }

  get deuda(): Minor {
    return this.#open.reduce((sum, f) => sum + f.saldo, 0)
  }

  get credito(): Minor {
    return this.#credits.reduce((sum, p) => sum + p.resto, 0)
  }

  get open(): readonly DraftFactura[] {
    return this.#open
  }

  /** Issues an invoice; credit pays it at once, oldest first. */
  issue(fields: Omit<DraftFactura, 'cliente' | 'total' | 'saldo' | 'id'>): void {
    const total = fields.lineas.reduce((sum, l) => sum + l.total, 0)
    const factura: DraftFactura = { ...fields, cliente: this.#cliente, total, saldo: total, id: '' }
    this.facturas.push(factura)
    this.#open.push(factura)
    for (const credit of this.#credits) credit.resto -= this.#apply(credit, factura, credit.resto, fields.at)
    this.#settle()
  }

  /** Collects money: oldest due first, what is left is credit. */
  collect(at: number, metodo: MetodoPago, monto: Minor): void {
    const pagos: DraftPago[] = []
    let left = monto
    for (const factura of this.#open) {
      const pago: DraftPago = { factura, monto: 0, resto: 0, aplicaciones: [] }
      pago.monto = this.#apply(pago, factura, left, at)
      left -= pago.monto
      if (pago.monto > 0) pagos.push(pago)
    }
    if (left > 0) {
      const credit: DraftPago = { factura: null, monto: left, resto: left, aplicaciones: [] }
      pagos.push(credit)
      this.#credits.push(credit)
    }
    this.#settle()
    const after = { deudaDespues: this.deuda, creditoDespues: this.credito }
    this.recibos.push({ cliente: this.#cliente, at, metodo, monto, pagos, ...after })
  }

  #apply(pago: DraftPago, factura: DraftFactura, available: Minor, at: number): Minor {
    const monto = Math.min(available, factura.saldo)
    if (monto === 0) return 0
    factura.saldo -= monto
    pago.aplicaciones.push({ factura, monto, saldoDespues: factura.saldo, at })
    return monto
  }

  #settle(): void {
    this.#open = this.#open
      .filter((f) => f.saldo > 0)
      .sort((a, b) => (a.fechaVencimiento < b.fechaVencimiento ? -1 : Number(a.fechaVencimiento > b.fechaVencimiento)))
    this.#credits = this.#credits.filter((p) => p.resto > 0)
  }
}
