import { equals, type Row } from '../../routeros/index.ts'
import { isMissing } from './device.ts'
import { type Ask, first } from './found.ts'
import { step, type Step } from './step.ts'

/** Where access points list their clients, newest kind first; a router has some of them. */
const TABLES = [
  '/interface/wifi/registration-table',
  '/interface/wifiwave2/registration-table',
  '/interface/wireless/registration-table',
  '/caps-man/registration-table',
]

/** dBm below which a link works badly, and below which it hardly works. */
const WEAK = -70
const BAD = -80

const dBm = (row: Row): number | null => {
  const text = row['signal'] ?? row['signal-strength'] ?? row['rx-signal'] ?? ''
  const value = Number.parseInt(text, 10)
  return Number.isNaN(value) ? null : value
}

export interface Equipment {
  /** What is registered; empty: only its address is known, and the router's neighbours say whose it is. */
  mac: string
  ip: string
}

/** The radio link of a client's equipment, where this router is its access point. */
export async function signalStep(ask: Ask, { mac: known, ip }: Equipment): Promise<Step> {
  const mac = known || (ip === '' ? '' : ((await first(ask, '/ip/arp', 'address', ip))?.['mac-address'] ?? ''))
  if (mac === '') return step('sin_datos', { paso: 'senal', codigo: 'sin_radio' })
  const tables = await Promise.all(TABLES.map((path) => registered(ask, path, mac)))
  const row = tables.filter((rows) => rows !== null).flat()[0]
  if (row === undefined) return step('sin_datos', { paso: 'senal', codigo: 'sin_radio' })
  const signal = dBm(row)
  if (signal === null) return step('sin_datos', { paso: 'senal', codigo: 'sin_radio' })
  const datos = { dbm: signal, interfaz: row['interface'] ?? '' }
  if (signal < BAD) return step('mal', { paso: 'senal', codigo: 'mala' }, datos)
  if (signal < WEAK) return step('atencion', { paso: 'senal', codigo: 'debil' }, datos)
  return step('bien', { paso: 'senal', codigo: 'buena' }, datos)
}

async function registered(ask: Ask, path: string, mac: string): Promise<Row[] | null> {
  try {
    return (await ask.call(`${path}/print`, { queries: [equals('mac-address', mac)] })).rows
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
