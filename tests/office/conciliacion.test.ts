import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExtractoPreview } from '../../contract/index.ts'
import { type Client, newRequestId, openTestOffice, PIN, refusal, type TestOffice } from './harness.ts'

const EXTRACTO = fs.readFileSync(path.resolve(import.meta.dirname, '../data/extracto.csv'))

let office: TestOffice
let admin: Client
let cuentaId: string

beforeEach(async () => {
  office = await openTestOffice()
  admin = await office.setUp()
  cuentaId = (await admin.conciliacion.saveCuenta({ requestId: newRequestId(), nombre: 'Banco Valle' })).id
})
afterEach(() => office.close())

const request = () => ({ requestId: newRequestId() })
const prepare = (text: string | Uint8Array, archivo = 'extracto.csv'): Promise<ExtractoPreview> =>
  admin.conciliacion.prepare({ cuentaId, archivo, file: new Blob([text as BlobPart]) })

async function apply({ preparadoId }: ExtractoPreview): Promise<void> {
  const { trabajoId } = await admin.conciliacion.apply({ ...request(), preparadoId })
  expect((await office.ended(trabajoId)).error).toBeNull()
}

const HEAD = 'Fecha;Concepto;Nro. Operacion;Credito;Debito'
const statement = (...rows: string[]): string => [HEAD, ...rows].join('\r\n')
const read = async (...rows: string[]): Promise<void> => apply(await prepare(statement(...rows)))

async function cliente(nombre: string, documento: string, deuda: number): Promise<{ id: string; facturaId: string }> {
  const fields = { codigoCliente: '', telefono: '', email: '' as const, direccion: 'x', notas: '' }
  const { id } = await admin.clientes.create({ ...request(), ...fields, documento, nombreRazonSocial: nombre })
  const dates = { periodo: '2026-03', fechaEmision: '2026-03-01', fechaVencimiento: '2026-03-20' }
  const lineas = [{ descripcion: 'Internet', cantidad: 1, precioUnitario: deuda, impuestos: [] }]
  const factura = await admin.facturas.create({ ...request(), clienteId: id, ...dates, lineas })
  return { id, facturaId: factura.id }
}

const saldo = async (id: string) => {
  const { deuda, credito } = await admin.cobros.prepare({ clienteId: id })
  return { deuda, credito }
}
const open = async () => (await admin.conciliacion.lineas({})).items
const noDifference = async () =>
  expect((await admin.system.check()).checks.filter(({ differences }) => differences > 0)).toEqual([])

describe('the statement that the banks really give', () => {
  it('is understood as it is, every row with its fate', async () => {
    const preview = await prepare(EXTRACTO)
    expect(preview).toMatchObject({
      formato: 'csv',
      mapeo: { encoding: 'utf-8', delimiter: ';', decimal: ',', dateFormat: 'dmy' },
      titulos: ['Fecha', 'Concepto', 'Nro. Operacion', 'Credito', 'Debito'],
      desde: '2026-10-21',
      hasta: '2026-11-20',
    })
    expect(preview.destinos).toEqual({
      credito: 600,
      debito: 0,
      comision: 56,
      repetida: 13,
      conocida: 0,
      omitida: 4,
      error: 0,
    })
    const { filas } = await admin.conciliacion.filas({ preparadoId: preview.preparadoId, destino: 'omitida' })
    expect(filas.map(({ texto }) => texto)).toEqual([
      'Banco de la Oficina',
      'Cuenta 123/4',
      'Fecha · Concepto · Nro. Operacion · Credito · Debito',
      'Total',
    ])
  })

  it('gives its lines once, however often it is read', async () => {
    const first = await prepare(EXTRACTO)
    await apply(first)
    const resumen = await admin.conciliacion.resumen()
    expect(resumen.lineas).toEqual({ cantidad: 600, monto: first.creditos })
    const again = await prepare(EXTRACTO, 'otra-vez.csv')
    expect(again.destinos).toMatchObject({ credito: 0, comision: 0, repetida: 0, conocida: 669 })
    expect(again).toMatchObject({ yaLeido: true, mapeoGuardado: true })
    const { preparadoId } = again
    expect((await refusal(admin.conciliacion.apply({ ...request(), preparadoId }))).code).toBe('extracto.empty')
    expect((await admin.conciliacion.resumen()).lineas.cantidad).toBe(600)
    expect(await admin.conciliacion.cuentas()).toMatchObject([{ nombre: 'Banco Valle', extractos: 1, activa: true }])
    expect((await admin.conciliacion.extractos({})).items).toMatchObject([
      { archivo: 'extracto.csv', lineas: 669, abiertas: 600 },
    ])
    await noDifference()
  })
})

describe('a match', () => {
  it('collects what a line pays, and undone, everything is as before', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    await read('10/03/2026;TRANSF ANA 30111222;777001;50,00;')
    const [linea] = await open()
    expect(linea?.propuesta).toMatchObject({ tipo: 'cobro', clienteId: ana.id, puntaje: 990, aFavor: 0 })
    expect(linea?.propuesta?.motivos.map(({ codigo }) => codigo)).toEqual(['documento', 'monto_factura'])
    const accepted = await admin.conciliacion.accept({
      ...request(),
      lineaId: linea?.id ?? '',
      propuestaId: linea?.propuesta?.id ?? '',
    })
    expect(accepted).toMatchObject({ estado: 'conciliada', conciliado: 5000, propuestas: [] })
    expect(await saldo(ana.id)).toEqual({ deuda: 0, credito: 0 })
    const [match] = accepted.conciliaciones
    const recibo = await admin.recibos.get({ id: match?.reciboId ?? '' })
    expect(recibo).toMatchObject({ metodo: 'transferencia', referencia: '777001', montoTotal: 5000 })
    expect(recibo.pagos.map((pago) => pago.estadoConciliacion)).toEqual(['conciliado'])
    await noDifference()

    const undone = await admin.conciliacion.undo({ ...request(), conciliacionId: match?.id ?? '', motivo: 'era otra' })
    expect(undone).toMatchObject({ estado: 'pendiente', conciliado: 0 })
    expect(await saldo(ana.id)).toEqual({ deuda: 5000, credito: 0 })
    expect((await admin.recibos.get({ id: match?.reciboId ?? '' })).pagos[0]?.estadoConciliacion).toBe('rechazado')
    const twice = admin.conciliacion.undo({ ...request(), conciliacionId: match?.id ?? '', motivo: 'x' })
    expect((await refusal(twice)).code).toBe('conciliacion.undone')
    await noDifference()
  })

  it('confirms a transfer that was recorded, instead of collecting it again', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    const transfer = { metodo: 'transferencia' as const, monto: 5000, referencia: '777001' }
    const recibo = await admin.cobros.record({ ...request(), clienteId: ana.id, ...transfer })
    await read('10/03/2026;TRANSF ANA 30111222;777001;50,00;')
    expect((await admin.conciliacion.transferencias({})).items).toMatchObject([{ numero: recibo.numero, monto: 5000 }])
    const [linea] = await open()
    expect(linea?.propuesta).toMatchObject({ tipo: 'recibo', recibos: [{ id: recibo.id, monto: 5000 }] })
    const { version } = await admin.conciliacion.resumen()
    const { trabajoId } = await admin.conciliacion.acceptMany({ ...request(), version })
    expect((await office.ended(trabajoId)).error).toBeNull()
    expect((await admin.recibos.get({ id: recibo.id })).pagos[0]?.estadoConciliacion).toBe('conciliado')
    expect((await admin.conciliacion.resumen()).transferencias.cantidad).toBe(0)
    await noDifference()
    const { conciliaciones } = await admin.conciliacion.linea({ id: linea?.id ?? '' })
    await admin.conciliacion.undo({ ...request(), conciliacionId: conciliaciones[0]?.id ?? '', motivo: 'x' })
    expect((await admin.recibos.get({ id: recibo.id })).pagos[0]?.estadoConciliacion).toBe('pendiente')
    await noDifference()
  })

  it('uses an operation code once', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    const eva = await cliente('Eva Paz', '28.000.111', 7000)
    await read('10/03/2026;VARIOS;777001;50,00;', '11/03/2026;VARIOS;777001;70,00;')
    const [first, second] = await open()
    expect(second?.propuesta?.puntaje ?? 0).toBeLessThan(700)
    const parte = (clienteId: string, monto: number) => [{ tipo: 'cobro' as const, clienteId, monto }]
    const ids = [first?.id ?? '', second?.id ?? ''] as const
    await admin.conciliacion.match({ ...request(), lineaId: ids[0], partes: parte(ana.id, 5000) })
    const again = admin.conciliacion.match({ ...request(), lineaId: ids[1], partes: parte(eva.id, 7000) })
    expect((await refusal(again)).code).toBe('conciliacion.operacion')
    const collect = { clienteId: eva.id, metodo: 'transferencia' as const, monto: 10, referencia: '777001' }
    expect((await refusal(admin.cobros.record({ ...request(), ...collect }))).code).toBe('pago.reference_used')
    expect(await saldo(eva.id)).toEqual({ deuda: 7000, credito: 0 })
    await noDifference()
  })

  it('gives no code free that a line of another reference used', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    const transfer = { clienteId: ana.id, metodo: 'transferencia' as const, monto: 5000 }
    const recibo = await admin.cobros.record({ ...request(), ...transfer, referencia: 'COMPROBANTE 9' })
    await read('10/03/2026;VARIOS;777001;50,00;')
    const [linea] = await open()
    const partes = [{ tipo: 'recibo' as const, reciboId: recibo.id, monto: 5000 }]
    await admin.conciliacion.match({ ...request(), lineaId: linea?.id ?? '', partes })
    const again = admin.cobros.record({ ...request(), ...transfer, referencia: '777001' })
    expect(await refusal(again)).toMatchObject({ code: 'pago.reference_used', data: { recibo: recibo.numero } })
  })

  it('goes to several, and the rest to the credit of who is chosen', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    const eva = await cliente('Eva Paz', '28.000.111', 7000)
    await read('10/03/2026;FLIA RUIZ;777001;150,00;')
    const [linea] = await open()
    const lineaId = linea?.id ?? ''
    const partes = [
      { tipo: 'cobro' as const, clienteId: ana.id, monto: 5000 },
      { tipo: 'cobro' as const, clienteId: eva.id, monto: 7000 },
    ]
    const part = await admin.conciliacion.match({ ...request(), lineaId, partes })
    expect(part).toMatchObject({ estado: 'parcial', conciliado: 12_000 })
    const more = { lineaId, partes: [{ tipo: 'cobro' as const, clienteId: eva.id, monto: 3001, facturaIds: [] }] }
    expect(await refusal(admin.conciliacion.match({ ...request(), ...more }))).toMatchObject({
      code: 'conciliacion.amount',
      data: { maximo: 3000 },
    })
    const rest = [{ tipo: 'cobro' as const, clienteId: eva.id, monto: 3000, facturaIds: [] }]
    const whole = await admin.conciliacion.match({ ...request(), lineaId, partes: rest })
    expect(whole).toMatchObject({ estado: 'conciliada', conciliado: 15_000 })
    expect(await saldo(eva.id)).toEqual({ deuda: 0, credito: 3000 })
    const referencias = await Promise.all(whole.conciliaciones.map(({ reciboId: id }) => admin.recibos.get({ id })))
    expect(referencias.map(({ referencia }) => referencia).sort()).toEqual(['777001', '777001/2', '777001/3'])
    await noDifference()
  })

  it('takes several lines for one receipt, which waits until the last of them', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 9000)
    const transfer = { metodo: 'transferencia' as const, monto: 9000, referencia: 'A1' }
    const recibo = await admin.cobros.record({ ...request(), clienteId: ana.id, ...transfer })
    await read('10/03/2026;VARIOS;1001;50,00;', '10/03/2026;VARIOS;1002;45,00;')
    const [a, b] = await open()
    const parte = (monto: number) => [{ tipo: 'recibo' as const, reciboId: recibo.id, monto }]
    const state = async () => (await admin.recibos.get({ id: recibo.id })).pagos[0]?.estadoConciliacion
    await admin.conciliacion.match({ ...request(), lineaId: a?.id ?? '', partes: parte(5000) })
    expect(await state()).toBe('pendiente')
    const much = admin.conciliacion.match({ ...request(), lineaId: b?.id ?? '', partes: parte(4500) })
    expect(await refusal(much)).toMatchObject({ code: 'conciliacion.recibo', data: { maximo: 4000 } })
    const rest = await admin.conciliacion.match({ ...request(), lineaId: b?.id ?? '', partes: parte(4000) })
    expect(rest).toMatchObject({ estado: 'parcial', conciliado: 4000 })
    expect(await state()).toBe('conciliado')
    await noDifference()
  })

  it('is never sure of two clients who fit equally', async () => {
    await cliente('Kiosco Ibáñez S.R.L.', '20-30111222-1', 5000)
    await cliente('Kiosco Ibáñez S.R.L.', '20-30111223-1', 5000)
    await read('10/03/2026;KIOSCO IBÁÑEZ S.R.L.;777001;50,00;')
    const [linea] = await open()
    expect(linea?.propuesta?.puntaje).toBeLessThanOrEqual(500)
    expect(linea?.propuesta?.motivos.map(({ codigo }) => codigo)).toContain('ambigua')
    expect((await admin.conciliacion.resumen()).automaticas.cantidad).toBe(0)
  })

  it('is refused when what the proposal stood on has changed', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    await read('10/03/2026;TRANSF ANA 30111222;777001;50,00;')
    const [linea] = await open()
    const { version } = await admin.conciliacion.resumen()
    await admin.cobros.record({ ...request(), clienteId: ana.id, metodo: 'transferencia', referencia: 'z', monto: 100 })
    const old = { lineaId: linea?.id ?? '', propuestaId: linea?.propuesta?.id ?? '' }
    expect((await refusal(admin.conciliacion.accept({ ...request(), ...old }))).code).toBe('conciliacion.changed')
    const many = admin.conciliacion.acceptMany({ ...request(), version })
    expect((await refusal(many)).code).toBe('conciliacion.changed')
    expect(await saldo(ana.id)).toEqual({ deuda: 4900, credito: 0 })
  })

  it('done twice under one request is done once', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    await read('10/03/2026;VARIOS;777001;50,00;')
    const [linea] = await open()
    const partes = [{ tipo: 'cobro' as const, clienteId: ana.id, monto: 5000 }]
    const same = { ...request(), lineaId: linea?.id ?? '', partes }
    await admin.conciliacion.match(same)
    await admin.conciliacion.match(same)
    expect(await saldo(ana.id)).toEqual({ deuda: 0, credito: 0 })
  })
})

describe('a line or a transfer without its other side', () => {
  it('is ignored with a note, and looked for again', async () => {
    await read('10/03/2026;PRESTAMO;777001;50,00;', '10/03/2026;COMISION;777002;;1,50')
    const [linea] = await open()
    const lineaId = linea?.id ?? ''
    await admin.conciliacion.ignore({ ...request(), lineaId, ignorar: true, nota: 'un préstamo' })
    expect(await open()).toEqual([])
    const { items } = await admin.conciliacion.lineas({ filter: { vista: 'ignorada' } })
    expect(items.map(({ nota }) => nota)).toEqual(['un préstamo'])
    // What left the account waits for nothing either; it stands apart.
    const out = await admin.conciliacion.lineas({ filter: { vista: 'salida' } })
    expect(out.items.map(({ concepto }) => concepto)).toEqual(['COMISION'])
    await admin.conciliacion.ignore({ ...request(), lineaId, ignorar: false })
    expect(await open()).toHaveLength(1)
  })

  it('is rejected with the PIN of another person, and owed again', async () => {
    const ana = await cliente('Ana Ruiz', '30.111.222', 5000)
    const transfer = { metodo: 'transferencia' as const, monto: 5000, referencia: 'A1' }
    const recibo = await admin.cobros.record({ ...request(), clienteId: ana.id, ...transfer })
    const cobranza = await office.as('cobranza')
    const { usuarioId } = await office.actor('admin')
    const input = { reciboId: recibo.id, motivo: 'nunca llegó' }
    const wrong = { ...input, aprobacion: { usuarioId, pin: '0000' } }
    expect((await refusal(cobranza.conciliacion.reject({ ...request(), ...wrong }))).code).toBe('access.wrong_secret')
    expect(await saldo(ana.id)).toEqual({ deuda: 0, credito: 0 })
    await cobranza.conciliacion.reject({ ...request(), ...input, aprobacion: { usuarioId, pin: PIN } })
    expect(await saldo(ana.id)).toEqual({ deuda: 5000, credito: 0 })
    expect((await admin.recibos.get({ id: recibo.id })).pagos[0]?.estadoConciliacion).toBe('rechazado')
    expect((await admin.conciliacion.transferencias({})).items).toEqual([])
    await noDifference()
  })
})
