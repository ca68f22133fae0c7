import { describe, expect, it } from 'vitest'
import { type FacturacionConfig, zFacturacionConfig } from '../../contract/procedures/facturacion.ts'
import { feesOf } from '../../office/billing/mora.ts'
import { configOf, feeExample, missingIn, valuesOf, withLimit } from '../../renderer/features/settings/billingValues.ts'

const DEFAULTS = zFacturacionConfig.parse({})
const mora = (part: Partial<FacturacionConfig['mora']>): FacturacionConfig['mora'] => ({ ...DEFAULTS.mora, ...part })

describe('the form of the configuration', () => {
  it('gives back what it was given', () => {
    expect(configOf(valuesOf(DEFAULTS))).toEqual(DEFAULTS)
    const set = { ...DEFAULTS, mora: mora({ tipo: 'fija', monto: 500 }), reconexion: { monto: 900, impuestos: [] } }
    expect(configOf(valuesOf(set))).toEqual(set)
    expect(valuesOf(DEFAULTS).reconexion.monto).toBeNull()
  })

  it('asks for the amount or the rate of a fee that would charge nothing', () => {
    const values = (part: Partial<FacturacionConfig['mora']>) => valuesOf({ ...DEFAULTS, mora: mora(part) })
    expect(missingIn(values({ tipo: 'ninguna' }))).toEqual([])
    expect(missingIn(values({ tipo: 'fija' }))).toEqual(['mora.monto'])
    expect(missingIn(values({ tipo: 'porcentaje' }))).toEqual(['mora.tasaBp'])
    expect(missingIn(values({ tipo: 'porcentaje', tasaBp: 500 }))).toEqual([])
  })

  it('changes the limit of one role only', () => {
    const promesas = withLimit(valuesOf(DEFAULTS), 'cobranza', { dias: 3, monto: 100 })
    expect(promesas).toEqual({ ...DEFAULTS.promesas, cobranza: { dias: 3, monto: 100, porMes: 2 } })
  })
})

describe('the example of a late fee', () => {
  const TOTAL = 1_000_000
  const VENCE = '2026-12-10'
  const RULES: Partial<FacturacionConfig['mora']>[] = [
    { tipo: 'fija', monto: 50_000 },
    { tipo: 'fija', monto: 50_000, frecuencia: 'por_periodo', diasGracia: 5 },
    { tipo: 'porcentaje', tasaBp: 500, frecuencia: 'por_periodo', topeBp: 1_200 },
    { tipo: 'porcentaje', tasaBp: 333, diasGracia: 21, topeBp: 1 },
  ]

  it.each(RULES)('is what the office charges for %o', (part) => {
    const { fees } = feeExample(mora(part), TOTAL, VENCE)
    const late = {
      montoTotal: TOTAL,
      saldo: TOTAL,
      fechaVencimiento: VENCE,
      creada: '2026-12-01',
      ultima: 0,
      cobrado: 0,
    }
    const charged = feesOf(late, mora(part), '2026-01-01', '2027-12-31').map(({ fecha, monto }) => ({ fecha, monto }))
    expect(fees.length).toBeGreaterThan(0)
    expect(fees).toEqual(charged.slice(0, 3))
  })

  it('says when there would be more, and where the cap ends them', () => {
    expect(feeExample(mora({ tipo: 'fija', monto: 100, frecuencia: 'por_periodo' }), TOTAL, VENCE)).toMatchObject({
      more: true,
      cap: null,
    })
    const capped = mora({ tipo: 'porcentaje', tasaBp: 500, frecuencia: 'por_periodo', topeBp: 1_200 })
    expect(feeExample(capped, TOTAL, VENCE)).toEqual({
      fees: [
        { fecha: '2026-12-11', monto: 50_000 },
        { fecha: '2027-01-11', monto: 50_000 },
        { fecha: '2027-02-11', monto: 20_000 },
      ],
      more: false,
      cap: 120_000,
    })
    expect(feeExample(mora({}), TOTAL, VENCE).fees).toEqual([])
  })
})
