import type { FacturaDetail, FacturaLinea, Puesto, ReciboDetail, TenantConfig } from '../../contract/index.ts'
import { type Impuesto, lineTotals } from '../../contract/money.ts'
import { NO_PRINTER } from '../../office/kernel/tenancy.ts'

/** Invented documents for the paper tests. */

/** A transparent 1 × 1 PNG. */
export const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

export const tenant: TenantConfig = {
  id: '01935f00-0000-7000-8000-000000000001',
  nombre: 'Fibra del Valle',
  dominio: 'fibradelvalle.example',
  logoUrl: LOGO,
  colorPrimario: '#0b6e78',
  moneda: 'ARS',
  zonaHoraria: 'America/Argentina/Cordoba',
  pais: 'AR',
  idioma: 'es',
  locale: 'es-AR',
  identificacionFiscal: 'CUIT 30-71234567-8',
  direccion: 'Av. San Martín 1450',
  telefono: '+54 3544 42-0000',
  email: 'cobranzas@fibradelvalle.example',
  instruccionesPago: 'Alias FIBRA.DEL.VALLE\nEn la oficina, de 8 a 18.',
  impuestos: [],
  diasVencimiento: 10,
  actualizadoEn: 0,
}

export const puesto: Puesto = {
  id: '01935f00-0000-7000-8000-000000000002',
  nombre: 'Caja 1',
  prefijo: 'P1',
  recibo: { papel: '80mm', printer: null, auto: false },
  impresora: NO_PRINTER,
  actualizadoEn: 0,
}

type PagoLinea = ReciboDetail['pagos'][number]

export const pago = (numero: number, monto: number, saldoDespues = 0): PagoLinea => ({
  id: `pago-${numero}`,
  facturaId: `factura-${numero}`,
  facturaNumero: `P1-F-${String(numero).padStart(8, '0')}`,
  periodo: '2026-11',
  monto,
  revertido: 0,
  saldoDespues,
  estadoConciliacion: 'no_aplica',
})

export const credito = (monto: number): PagoLinea => ({
  id: 'credito',
  facturaId: null,
  facturaNumero: null,
  periodo: null,
  monto,
  revertido: 0,
  saldoDespues: null,
  estadoConciliacion: 'no_aplica',
})

export function recibo(changes: Partial<ReciboDetail> = {}): ReciboDetail {
  const pagos = changes.pagos ?? [pago(31, 1_700_000), pago(57, 900_050, 799_950), credito(200_000)]
  return {
    id: '01935f00-0000-7000-8000-000000000003',
    numero: 'P1-R-00000012',
    fecha: Date.UTC(2026, 10, 22, 17, 41),
    clienteId: '01935f00-0000-7000-8000-000000000004',
    clienteNombre: 'María Fernanda Gutiérrez Ocampo',
    clienteCodigo: '000123',
    cajero: 'Ana Pérez',
    metodo: 'efectivo',
    referencia: '',
    efectivoRecibido: 3_000_000,
    vuelto: 199_950,
    impresiones: 0,
    deudaDespues: 799_950,
    creditoDespues: 200_000,
    montoTotal: pagos.reduce((sum, { monto }) => sum + monto, 0),
    revertido: 0,
    reversos: [],
    ...changes,
    pagos,
  }
}

export const IVA: Impuesto = { nombre: 'IVA', tasaBp: 2100, incluido: true }
export const PERCEPCION: Impuesto = { nombre: 'Percepción', tasaBp: 350, incluido: false }

export function linea(
  descripcion: string,
  cantidad: number,
  precioUnitario: number,
  impuestos: readonly Impuesto[],
): FacturaLinea {
  const totals = lineTotals(cantidad, precioUnitario, impuestos)
  return {
    descripcion,
    explicacion: '',
    cantidad,
    precioUnitario,
    neto: totals.neto,
    impuestos: impuestos.map((impuesto, at) => ({ ...impuesto, monto: totals.impuestos[at] ?? 0 })),
    total: totals.total,
  }
}

export function factura(changes: Partial<FacturaDetail> = {}): FacturaDetail {
  const lineas = changes.lineas ?? [
    linea('Internet Fibra 300 Mbps', 1, 1_700_000, [IVA, PERCEPCION]),
    linea('Alquiler de equipo', 2, 150_050, [IVA]),
  ]
  const aplicaciones = changes.aplicaciones ?? []
  const montoTotal = lineas.reduce((sum, { total }) => sum + total, 0)
  return {
    id: '01935f00-0000-7000-8000-000000000005',
    numero: 'P1-F-00000031',
    clienteId: '01935f00-0000-7000-8000-000000000004',
    clienteNombre: 'María Fernanda Gutiérrez Ocampo',
    clienteCodigo: '000123',
    periodo: '2026-11',
    fechaEmision: '2026-11-01',
    fechaVencimiento: '2026-11-11',
    estado: 'pendiente',
    cliente: {
      id: '01935f00-0000-7000-8000-000000000004',
      codigoCliente: '000123',
      nombreRazonSocial: 'María Fernanda Gutiérrez Ocampo',
      documento: '27.345.678',
      direccion: 'Belgrano 255',
    },
    servicioId: null,
    corridaId: null,
    acreditado: 0,
    notas: '',
    emitidaPor: 'Ana Pérez',
    creadoEn: Date.UTC(2026, 10, 1, 12),
    montoTotal,
    saldo: montoTotal - aplicaciones.reduce((sum, { monto }) => sum + monto, 0),
    ...changes,
    lineas,
    aplicaciones,
  }
}

/** The text of a page as a person reads it: no markup, no style, entities decoded, spaces of any kind as one. */
export const readText = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
