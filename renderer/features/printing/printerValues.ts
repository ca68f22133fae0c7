import { zConexionImpresora, type ConexionImpresora, type ImpresoraConfig } from '../../../contract/index.ts'

/** The form's own shape: every kind of connection keeps what was typed while another one is looked at. */
export interface PrinterValues extends Omit<ImpresoraConfig, 'conexion'> {
  tipo: ConexionImpresora['tipo']
  host: string
  puerto: number | string
  cola: string
}

/** The raw port of printers on a network. */
const RAW_PORT = 9100

export function printerValues({ conexion, ...config }: ImpresoraConfig): PrinterValues {
  return {
    ...config,
    tipo: conexion.tipo,
    host: conexion.tipo === 'red' ? conexion.host : '',
    puerto: conexion.tipo === 'red' ? conexion.puerto : RAW_PORT,
    cola: conexion.tipo === 'sistema' ? conexion.cola : '',
  }
}

function conexionOf({ tipo, host, puerto, cola }: PrinterValues): unknown {
  if (tipo === 'red') return { tipo, host: host.trim(), puerto: Number(puerto) }
  return tipo === 'sistema' ? { tipo, cola: cola.trim() } : { tipo }
}

export type PrinterField = 'host' | 'puerto' | 'cola'

/** What the form says, or the field that is not right yet. */
export function toConfig(values: PrinterValues): { config: ImpresoraConfig } | { wrong: PrinterField } {
  const parsed = zConexionImpresora.safeParse(conexionOf(values))
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path[0]
    return { wrong: path === 'puerto' || path === 'cola' ? path : 'host' }
  }
  const { tipo: _, host: __, puerto: ___, cola: ____, ...rest } = values
  return { config: { ...rest, conexion: parsed.data } }
}
