import type { Conteo } from '../../contract/index.ts'
import { type Client, newRequestId, PASSWORD, PIN, type TestOffice } from './harness.ts'

/** An amount in coins of ten pesos and loose change. */
export const loose = (monto: number): Conteo => [
  { valor: 1_000, cantidad: Math.floor(monto / 1_000) },
  { valor: 1, cantidad: monto % 1_000 },
]

export interface Person {
  id: string
  client: Client
}

/** Another cashier, entered at a window of their own. */
export async function cashier(office: TestOffice, nombre: string): Promise<Person> {
  const admin = await office.as('admin')
  const email = `${nombre.toLowerCase().replaceAll(' ', '.')}@valle.example`
  const person = { nombre, email, rol: 'cobranza' as const, password: PASSWORD, pin: PIN }
  const { id } = await admin.usuarios.create({ requestId: newRequestId(), ...person })
  const { client } = office.window()
  await client.access.login({ usuarioId: id, kind: 'password', secret: PASSWORD })
  return { id, client }
}

export const payCash = (client: Client, clienteId: string, monto: number) =>
  client.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto })

let transfers = 0
export const payTransfer = (client: Client, clienteId: string, monto: number) =>
  client.cobros.record({
    requestId: newRequestId(),
    clienteId,
    metodo: 'transferencia',
    monto,
    referencia: `OP-${++transfers}`,
  })
