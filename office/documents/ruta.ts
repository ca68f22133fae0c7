import { civilDate } from '../../contract/dates.ts'
import type { RutaDetail } from '../../contract/index.ts'
import { toDecimalString } from '../../contract/money.ts'
import type { Hoja } from '../../contract/shell.ts'
import { fileNameOf, type PaperContext } from './context.ts'
import { type Html, html } from './html.ts'
import { documentFoot, keyFacts, letterhead } from './letterhead.ts'
import { sheetCodes, type SheetDocument } from './sheet.ts'

/** A collector's list: whom to visit, what they owe, and a box for what they pay. Pure. */
export function rutaSheet(context: PaperContext, ruta: RutaDetail, hoja: Hoja, copia: boolean): SheetDocument {
  const { t, money, instant, tenant } = context
  const name = t('ruta.title')
  const stamps = copia ? [{ kind: 'copia' as const, text: t('copia') }] : []
  const facts = [
    { label: t('ruta.cobrador'), value: ruta.cobrador },
    { label: t('ruta.salida'), value: instant(ruta.creadoEn) },
    { label: t('ruta.fondo'), value: money(ruta.sesion.fondoInicial) },
    { label: t('ruta.deuda'), value: money(ruta.deuda) },
  ]
  const codes = sheetCodes(context, hoja, {
    numero: ruta.numero,
    title: name,
    when: civilDate(ruta.creadoEn, tenant.zonaHoraria),
    amount: `${tenant.moneda} ${toDecimalString(ruta.deuda, tenant.moneda)}`,
  })
  return {
    title: `${name} ${ruta.numero}`,
    fileName: fileNameOf('ruta-cobro', ruta.numero),
    body: html`${letterhead(context, { name, numero: ruta.numero, stamps })}<p class="strong client">${ruta.nombre}</p>${keyFacts(facts)}${stops(context, ruta)}
<div class="signature small">${t('ruta.firma')}</div>${documentFoot(codes, [t('ruta.visitas', { visitas: ruta.visitas })])}`,
  }
}

function stops({ t, money }: PaperContext, { paradas }: RutaDetail): Html {
  const stop = (parada: RutaDetail['paradas'][number]): Html =>
    html`<tr><td class="n">${parada.orden}</td><td><b>${parada.clienteNombre}</b> <span class="muted">${parada.clienteCodigo}</span><p class="small muted">${[parada.direccion, parada.telefono].filter(Boolean).join(' · ')}</p></td><td class="n strongest">${money(parada.deuda)}</td><td class="box">${parada.monto === null ? '' : money(parada.monto)}</td></tr>`
  return html`<table class="lines boxes"><thead><tr><th class="n">${t('ruta.orden')}</th><th>${t('cliente.title')}</th><th class="n">${t('ruta.debe')}</th><th>${t('ruta.cobrado')}</th></tr></thead><tbody>${paradas.map(stop)}</tbody></table>`
}
