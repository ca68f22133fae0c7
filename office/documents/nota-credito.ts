import type { MotivoNotaCredito } from '../../contract/enums.ts'
import type { FacturaLinea } from '../../contract/index.ts'
import { type Minor, toDecimalString } from '../../contract/money.ts'
import type { Hoja } from '../../contract/shell.ts'
import { fileNameOf, type PaperContext } from './context.ts'
import { type ClientePaper, clientBlock, linesTable, sumRow, taxRows, textBlock } from './factura.ts'
import { type Html, html } from './html.ts'
import { documentFoot, keyFacts, letterhead } from './letterhead.ts'
import { sheetCodes, type SheetDocument } from './sheet.ts'

/** A credit note as paper says it; amounts in minor units, above zero where they favour the client. */
export interface NotaCreditoPaper {
  numero: string
  cliente: ClientePaper
  /** Civil date. */
  fecha: string
  motivo: MotivoNotaCredito
  detalle: string
  monto: Minor
  lineas: FacturaLinea[]
  /** The invoice it takes back, whole or in part. */
  factura: { numero: string; anulada: boolean } | null
  emitidaPor: string
}

/** A credit note drawn for a sheet. Pure. */
export function notaCreditoSheet(
  context: PaperContext,
  nota: NotaCreditoPaper,
  hoja: Hoja,
  copia: boolean,
): SheetDocument {
  const { t } = context
  const name = t('notaCredito.title')
  const stamps = copia ? [{ kind: 'copia' as const, text: t('copia') }] : []
  return {
    title: `${name} ${nota.numero}`,
    fileName: fileNameOf('nota-credito', nota.numero),
    body: html`${letterhead(context, { name, numero: nota.numero, stamps })}
${clientBlock(context, nota.cliente)}${facts(context, nota)}${linesTable(context, hoja, linesOf(context, nota))}${closing(context, nota)}${foot(context, hoja, nota)}`,
  }
}

function facts(context: PaperContext, nota: NotaCreditoPaper): Html {
  const { t, date, money } = context
  return keyFacts([
    { label: t('notaCredito.fecha'), value: date(nota.fecha) },
    { label: t('notaCredito.factura'), value: nota.factura?.numero ?? t('notaCredito.sinFactura') },
    { label: t('notaCredito.motivo'), value: t(`notaCredito.motivos.${nota.motivo}`) },
    { label: t('notaCredito.aFavor'), value: money(nota.monto) },
  ])
}

/** A note without lines of its own (an opening credit) says its reason as one. */
function linesOf({ t }: PaperContext, { lineas, motivo, monto }: NotaCreditoPaper): readonly FacturaLinea[] {
  if (lineas.length > 0) return lineas
  return [
    {
      descripcion: t(`notaCredito.motivos.${motivo}`),
      explicacion: '',
      cantidad: 1,
      precioUnitario: monto,
      neto: monto,
      impuestos: [],
      total: monto,
    },
  ]
}

function closing(context: PaperContext, nota: NotaCreditoPaper): Html {
  const { t } = context
  const { factura } = nota
  const text =
    factura === null
      ? t('notaCredito.efecto.credito')
      : t(factura.anulada ? 'notaCredito.efecto.anula' : 'notaCredito.efecto.descuenta', { numero: factura.numero })
  return html`<section class="closing"><div class="beside">${textBlock(t('notaCredito.detalle'), nota.detalle)}<p class="block pay">${text}</p></div>
<table class="sums">${taxRows(context, nota.lineas)}${sumRow(context, t('notaCredito.total'), nota.monto, 'grand')}</table></section>`
}

function foot(context: PaperContext, hoja: Hoja, nota: NotaCreditoPaper): Html {
  const { t, tenant } = context
  const codes = sheetCodes(context, hoja, {
    numero: nota.numero,
    title: t('notaCredito.title'),
    when: nota.fecha,
    amount: `${tenant.moneda} ${toDecimalString(nota.monto, tenant.moneda)}`,
  })
  return documentFoot(codes, [t('factura.emitidaPor', { nombre: nota.emitidaPor })])
}
