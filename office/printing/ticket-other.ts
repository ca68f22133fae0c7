import type { ImpresoraConfig, ReversoDetail } from '../../contract/index.ts'
import type { PaperContext } from '../documents/context.ts'
import type { DevolucionPaper } from '../documents/devolucion.ts'
import type { Block } from './layout.ts'
import { heading, pair, stamps } from './ticket-recibo.ts'

/** Money given back, with room to sign. Pure. */
export function devolucionTicket(context: PaperContext, devolucion: DevolucionPaper, copia: boolean): Block[] {
  const { t } = context
  const { numero, cliente, fecha, metodo, referencia, motivo, monto, origenes, emitidaPor, puesto } = devolucion
  return [
    ...heading(context),
    ...stamps(copia && t('copia')),
    { is: 'title', text: t('devolucion.title') },
    pair(t('ticket.numero'), numero, true),
    pair(t('devolucion.fecha'), context.instant(fecha)),
    { is: 'line', text: cliente.nombreRazonSocial, bold: true },
    { is: 'line', text: t('cliente.codigo', { codigo: cliente.codigoCliente }) },
    { is: 'rule' },
    ...origenes.map((origen) =>
      pair(t(`devolucion.origenes.${origen.tipo}`, { numero: origen.numero }), context.money(origen.monto)),
    ),
    { is: 'rule' },
    { is: 'center', text: t('devolucion.total') },
    { is: 'big', text: context.money(monto) },
    pair(t('devolucion.forma'), t(`metodo.${metodo}`)),
    ...(referencia === '' ? [] : [pair(t('devolucion.referencia'), referencia)]),
    ...(motivo === '' ? [] : [{ is: 'line' as const, text: `${t('devolucion.motivo')}: ${motivo}` }]),
    { is: 'space' },
    { is: 'bars', text: numero },
    { is: 'center', text: `${t('recibo.atendio')} ${emitidaPor} - ${puesto}` },
    { is: 'sign', text: t('devolucion.firma') },
  ]
}

/** A receipt taken back. Pure. */
export function reversoTicket(context: PaperContext, reverso: ReversoDetail, copia: boolean): Block[] {
  const { t } = context
  return [
    ...heading(context),
    ...stamps(copia && t('copia')),
    { is: 'title', text: t(`ticket.reverso.${reverso.tipo}`) },
    pair(t('ticket.numero'), reverso.numero, true),
    pair(t('ticket.deRecibo'), reverso.reciboNumero),
    pair(t('recibo.fecha'), context.instant(reverso.fecha)),
    { is: 'line', text: reverso.clienteNombre, bold: true },
    { is: 'rule' },
    { is: 'big', text: context.money(reverso.monto) },
    { is: 'line', text: `${t('devolucion.motivo')}: ${reverso.motivo}` },
    { is: 'rule' },
    ...(reverso.usuario === null ? [] : [pair(t('recibo.atendio'), reverso.usuario)]),
    ...(reverso.aprobadoPor === null ? [] : [pair(t('ticket.aprobo'), reverso.aprobadoPor)]),
    { is: 'bars', text: reverso.numero },
    { is: 'sign', text: t('devolucion.firma') },
  ]
}

/** Letters that tell one table of characters from another. */
const ACCENTS = 'áéíóú ÁÉÍÓÚ ñÑ üÜ ¿? ¡! ç ãõ ÃÕ €'

/** What shows whether a printer is set up rightly: its width, its letters, its codes. Pure. */
export function testTicket(context: PaperContext, config: ImpresoraConfig, puesto: string, now: number): Block[] {
  const { t } = context
  const columns = config.ancho === 80 ? 48 : 32
  const { conexion } = config
  const where =
    conexion.tipo === 'red' ? `${conexion.host}:${conexion.puerto}` : conexion.tipo === 'sistema' ? conexion.cola : ''
  return [
    ...heading(context),
    { is: 'title', text: t('ticket.prueba.title') },
    pair(t('recibo.fecha'), context.instant(now)),
    pair(t('recibo.puesto'), puesto),
    pair(t('ticket.prueba.conexion'), where),
    pair(t('ticket.prueba.ancho'), `${config.ancho} mm`),
    pair(t('ticket.prueba.codigos'), config.codigos),
    { is: 'rule' },
    { is: 'line', text: t('ticket.prueba.letras') },
    { is: 'line', text: ACCENTS, bold: true },
    { is: 'line', text: t('ticket.prueba.borde') },
    { is: 'line', text: '1234567890'.repeat(5).slice(0, columns) },
    { is: 'big', text: context.money(1_234_567_89) },
    { is: 'stamp', text: t('copia') },
    { is: 'space' },
    { is: 'qr', text: `${context.tenant.nombre}\n${t('ticket.prueba.title')}` },
    { is: 'bars', text: 'P1-R-00000000' },
    { is: 'center', text: t('ticket.prueba.fin') },
  ]
}
