import { type Charge } from '../simulators/gateways/events.ts'
import { type Client, newRequestId } from './harness.ts'

/** What tests of gateways share: their secrets, their settings, charges with an id of their own. */

export const STRIPE = 'whsec_0123456789abcdef'
export const MP = 'b1946ac92492d2347c6235b4d2611184'

export async function configureGateways(
  client: Client,
  changes: { proveedor?: 'stripe' | 'mercado_pago'; cuenta?: string; activa?: boolean } = {},
): Promise<void> {
  for (const proveedor of ['stripe', 'mercado_pago'] as const) {
    const { actualizadoEn } = await client.pasarelas.config()
    const mine = changes.proveedor === undefined || changes.proveedor === proveedor ? changes : {}
    await client.pasarelas.saveConfig({
      requestId: newRequestId(),
      expected: actualizadoEn,
      proveedor,
      activa: mine.activa ?? true,
      cuenta: mine.cuenta ?? '',
      prueba: false,
      secreto: proveedor === 'stripe' ? STRIPE : MP,
    })
  }
}

let serial = 0
export const newCharge = (amount: number, metadata: Record<string, string> = {}, currency = 'ARS'): Charge => ({
  id: String(900_000 + ++serial),
  amount,
  currency,
  metadata,
})
export const stripeOf = (charge: Charge): Charge => ({ ...charge, id: `pi_${charge.id}` })
