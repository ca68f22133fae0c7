import { addDays, civilDate } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import { saveCuenta } from '../reconciliation/accounts.ts'
import { writeStatement } from '../reconciliation/apply.ts'
import { decideFates } from '../reconciliation/read/fates.ts'
import type { RawLine } from '../reconciliation/read/lines.ts'
import { newId } from '../kernel/ids.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import type { World } from './history.ts'
import { Random } from './random.ts'

interface Payer {
  nombre: string
  documento: string
  monto: Minor
  /** Of a transfer that was recorded; empty otherwise. */
  referencia: string
  fecha: number
}

const RECORDED = 45
const UNRECORDED = 25

/** The bank's last days: transfers that were recorded, some that nobody told of, a repeated line, fees, a stranger. */
export async function writeStatementOfBank(tx: Tx, world: World): Promise<void> {
  const { zonaHoraria, moneda } = readTenant(tx.db)
  const random = new Random(world.seed + 31)
  const today = civilDate(tx.now, zonaHoraria)
  const yesterday = addDays(today, -1)
  const lines: RawLine[] = []
  const add = (fecha: string, concepto: string, monto: Minor, operacion = random.digits(8)) =>
    lines.push({
      ...{ fila: lines.length + 5, fecha, concepto, operacion, monto },
      ...{ comision: false, avisos: [], texto: concepto, omitida: false },
    })
  for (const payer of recorded(tx)) {
    // Some are not there yet, and some never will be.
    if (random.chance(0.15)) continue
    const fecha = civilDate(payer.fecha, zonaHoraria)
    const known = random.chance(0.6)
    add(fecha < today ? fecha : yesterday, conceptOf(random, payer), payer.monto, known ? payer.referencia : undefined)
  }
  for (const payer of owing(tx)
    .filter(() => random.chance(0.25))
    .slice(0, UNRECORDED)) {
    const cents = random.chance(0.2) && moneda === 'ARS' ? random.int(1, 99) : 0
    add(addDays(yesterday, -random.int(0, 4)), conceptOf(random, payer), payer.monto + cents)
  }
  if (lines.length === 0) return
  const [first] = lines
  if (first) lines.push({ ...first, fila: lines.length + 5 })
  add(yesterday, 'COMISION MANT CTA', -1_250_00, '')
  add(yesterday, 'IMPUESTO LEY 25413', -310_40, '')
  add(yesterday, 'PRESTAMO ACREDITADO', 250_000_00)
  lines.sort((a, b) => ((a.fecha ?? '') < (b.fecha ?? '') ? -1 : Number((a.fecha ?? '') > (b.fecha ?? ''))))
  const nothing = { having: () => new Set<string>(), codes: () => new Set<string>() }
  const { id: cuentaId } = saveCuenta(tx, { nombre: 'Cuenta corriente', banco: 'Banco del Valle', activa: true })
  const head = { cuentaId, archivo: `extracto-${yesterday}.csv`, huella: `demo ${world.seed}` }
  const how = { formato: 'csv' as const, mapeo: null, titulos: [] }
  await writeStatement(tx, { ...head, ...how, lineas: await decideFates(lines, nothing) }, newId(), () => undefined)
}

function conceptOf(random: Random, { nombre, documento }: Payer): string {
  const kind = random.next()
  const first = nombre.split(' ')[0] ?? ''
  if (kind < 0.4) return `TRANSF ${first} ${documento}`.toUpperCase()
  if (kind < 0.7) return nombre.toUpperCase().slice(0, 22)
  if (kind < 0.8) return documento.slice(-4)
  return random.pick(['VARIOS', 'TRANSFERENCIA INMEDIATA', `OP${random.digits(10)}`])
}

/** Transfers that wait for their line. */
const recorded = (tx: Tx): Payer[] =>
  tx.db.sqlite
    .prepare<[string, number], Payer>(
      `select c.nombre_razon_social as nombre, c.documento, r.monto_total as monto, r.referencia, r.fecha
       from recibo r join cliente c on c.id = r.cliente_id
       where r.id in (select recibo_id from pago where tenant_id = ? and metodo = 'transferencia'
         and estado_conciliacion = 'pendiente' and fecha_pago > 0) order by r.secuencia desc limit ?`,
    )
    .all(tx.actor.tenantId, RECORDED)

/** Clients who owe, in the order of their codes. */
const owing = (tx: Tx): Payer[] =>
  tx.db.sqlite
    .prepare<[string], Payer>(
      `select c.nombre_razon_social as nombre, c.documento, s.deuda as monto, '' as referencia, 0 as fecha
       from cliente_saldo s join cliente c on c.id = s.cliente_id
       where s.tenant_id = ? and s.con_deuda = 1 order by c.codigo_orden limit 200`,
    )
    .all(tx.actor.tenantId)
