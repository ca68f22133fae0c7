import { describe, expect, it } from 'vitest'
import type { TipoObjetoRed } from '../../contract/enums.ts'
import { HALLAZGOS } from '../../contract/procedures/diagnostico.ts'
import { bookSteps } from '../../office/network/diagnose/book-steps.ts'
import type { Books } from '../../office/network/diagnose/books.ts'
import { addressStep, pingStep, trafficStep } from '../../office/network/diagnose/device.ts'
import { findObject, objectStep } from '../../office/network/diagnose/found.ts'
import { failed, knownSilence, uispStep } from '../../office/network/diagnose/reached.ts'
import { sessionStep } from '../../office/network/diagnose/session.ts'
import { signalStep } from '../../office/network/diagnose/signal.ts'
import type { Step } from '../../office/network/diagnose/step.ts'
import { verdictOf } from '../../office/network/diagnose/verdict.ts'
import { RouterosError, type Row } from '../../office/routeros/index.ts'
import { books, device, found } from './diagnose-world.ts'

const NOW = Date.UTC(2026, 2, 12, 15, 0, 0)
const TODAY = '2026-03-12'

const said = new Set<string>()
const note = (step: Step): Step => {
  said.add(`${step.paso}.${step.codigo}`)
  return step
}
const ofBooks = (at: number, fields: Partial<Books>) => note(bookSteps(books(fields), TODAY)[at] as Step)

describe('the contract', () => {
  const servicio = (fields: Partial<Books['servicio']>) => ({ servicio: { ...books().servicio, ...fields } })
  const suspended = { estado: 'suspendido' as const, fechaCorte: '2026-03-01' as const }
  it.each([
    ['bien', 'activo', {}],
    ['mal', 'baja', servicio({ estado: 'baja', fechaCorte: '2026-03-01' })],
    ['mal', 'pausa', servicio({ ...suspended, motivoSuspension: 'pausa' })],
    ['mal', 'futuro', servicio({ fechaActivacion: '2026-04-01' })],
    ['mal', 'cortado', { ...servicio({ ...suspended, motivoSuspension: 'deuda' }), condicion: 'cortado' as const }],
    ['mal', 'reducido', { ...servicio({ ...suspended, motivoSuspension: 'deuda' }), condicion: 'reducido' as const }],
  ])('is %s: %s', (resultado, codigo, fields) => {
    expect(ofBooks(0, fields)).toMatchObject({ resultado, codigo })
  })
})

describe('the debt', () => {
  const deuda = (fields: Partial<Books['deuda']>) => ({
    deuda: { ...books().deuda, vencido: 100, venceDesde: '2026-02-01' as const, ...fields },
  })
  it.each([
    ['bien', 'al_dia', {}],
    ['bien', 'al_dia', deuda({ tolerancia: 100 })],
    ['atencion', 'vencida', deuda({})],
    ['atencion', 'promesa', deuda({ promesa: '2026-03-12' })],
    ['atencion', 'vencida', deuda({ promesa: '2026-03-11' })],
    ['atencion', 'en_gracia', deuda({ venceDesde: '2026-03-07' })],
  ])('is %s: %s', (resultado, codigo, fields) => {
    expect(ofBooks(1, fields)).toMatchObject({ resultado, codigo })
  })
})

describe('what devices were told', () => {
  const trabajo = (fields: Partial<NonNullable<Books['trabajo']>>) => ({
    trabajo: { estado: 'pendiente' as const, error: null, equipo: 'torre-1', modo: 'gestionar' as const, ...fields },
  })
  it.each([
    ['bien', 'sin_trabajos', {}],
    ['bien', 'conforme', trabajo({ estado: 'verificado' })],
    ['mal', 'pendiente', trabajo({})],
    ['mal', 'en_espera', trabajo({ error: 'sin_respuesta' })],
    ['mal', 'observado', trabajo({ modo: 'observar' })],
    ['mal', 'fallido', trabajo({ estado: 'fallido', error: 'perfil_ausente' })],
  ])('is %s: %s', (resultado, codigo, fields) => {
    expect(ofBooks(2, fields)).toMatchObject({ resultado, codigo })
  })
})

describe('the device', () => {
  const idle = { state: { kind: 'idle' as const }, rest: 0 }
  const down = (code: 'refused' | 'bad_credentials', rest: number) => ({
    state: { kind: 'down' as const, error: new RouterosError(code, 'not_sent', ''), failures: 1, retryAt: NOW },
    rest,
  })
  const known = (fields: Partial<Parameters<typeof knownSilence>[1]>) => {
    const step = knownSilence('torre-1', { lostSince: null, view: null, link: idle, ...fields })
    return step && note(step)
  }

  it('that was heard last at some time does not answer since then', () => {
    const view = { estado: 'caido' as const, ultimoSyncAt: NOW - 60_000 }
    expect(known({ view })).toMatchObject({ codigo: 'no_responde_desde', datos: { desde: NOW - 60_000 } })
  })
  it('that was never heard never answered', () => {
    expect(known({ view: { estado: 'caido', ultimoSyncAt: null } })).toMatchObject({ codigo: 'nunca_respondio' })
  })
  it('is not to blame while this PC hears nobody', () => {
    const view = { estado: 'caido' as const, ultimoSyncAt: null }
    expect(known({ view, lostSince: NOW })).toMatchObject({ codigo: 'sin_red', datos: { desde: NOW } })
  })
  it('whose connection failed just now is not asked again until its pause is over', () => {
    expect(known({ link: down('refused', 500) })).toMatchObject({
      codigo: 'no_responde',
      datos: { falla: 'rechazado' },
    })
    expect(known({ link: down('refused', 0) })).toBeNull()
  })
  it('that refuses the office is not said to be silent', () => {
    expect(known({ link: down('bad_credentials', 500) })).toMatchObject({ codigo: 'no_deja_entrar' })
    expect(note(failed('torre-1', { falla: 'credenciales', detalle: '' }))).toMatchObject({ codigo: 'no_deja_entrar' })
  })
  it('against which nothing is known is asked', () => {
    expect(known({ view: { estado: 'en_linea', ultimoSyncAt: NOW } })).toBeNull()
  })
  it.each([
    ['mal', 'uisp_caido', { estado: 'caido' as const, ultimoSyncAt: NOW }],
    ['atencion', 'otro_sistema', { estado: 'en_linea' as const, ultimoSyncAt: NOW }],
    ['atencion', 'otro_sistema', { estado: 'caido' as const, ultimoSyncAt: null }],
  ])('of a UISP server is %s: %s', (resultado, codigo, state) => {
    expect(note(uispStep('antena', state))).toMatchObject({ resultado, codigo })
  })
})

const online = (fields: Row = {}) => ({
  '/ppp/active': [{ name: 'ana', address: '10.0.0.7', uptime: '3h', ...fields }],
})

describe('the object', () => {
  it.each([['AA:BB'], ['10.0.0.7']])('that is a lease is found by what it is known by: %s', async (clave) => {
    const leases = [
      { 'mac-address': 'CC:DD', address: '10.0.0.8' },
      { 'mac-address': 'AA:BB', address: '10.0.0.7' },
    ]
    const ask = device({ '/ip/dhcp-server/lease': leases })
    const { row } = await findObject(ask, { tipo: 'dhcp_lease', clave, dispositivoId: 'd' })
    expect(row).toMatchObject({ address: '10.0.0.7' })
  })

  const limit = (rate: string) => ({ '/queue/simple': [{ name: '<pppoe-ana>', 'max-limit': rate }] })
  it.each([
    ['bien', 'conforme', 'ppp_secret', {}, {}, {}],
    ['bien', 'conforme', 'ppp_secret', {}, limit('5000000/20000000'), {}],
    ['bien', 'conforme', 'ppp_secret', { profile: 'morosos' }, {}, { condicion: 'cortado' }],
    [
      'bien',
      'conforme',
      'ppp_secret',
      {},
      limit('1M/1M'),
      { condicion: 'reducido', velocidad: { bajada: 1, subida: 1 } },
    ],
    ['mal', 'ausente', 'ppp_secret', null, {}, {}],
    ['mal', 'deshabilitado', 'ppp_secret', { disabled: 'yes' }, {}, {}],
    ['mal', 'cortado', 'ppp_secret', { profile: 'morosos' }, {}, {}],
    ['atencion', 'no_cortado', 'ppp_secret', {}, {}, { condicion: 'cortado' }],
    ['mal', 'bloqueado', 'dhcp_lease', { 'block-access': 'yes' }, {}, {}],
    ['atencion', 'limitado', 'ppp_secret', {}, limit('5M/3M'), {}],
    ['atencion', 'limitado', 'dhcp_lease', { 'rate-limit': '1M/20M' }, {}, {}],
    ['atencion', 'limitado', 'simple_queue', { 'max-limit': '1M/1M' }, {}, {}],
    ['bien', 'conforme', 'simple_queue', { 'max-limit': '0/0' }, {}, {}],
    ['atencion', 'sin_limite', 'simple_queue', { disabled: 'true' }, {}, {}],
  ] as const)('is %s: %s (%s)', async (resultado, codigo, tipo, fields, tables, of) => {
    const { found: object } = await found(tipo, fields, tables)
    expect(note(objectStep(object, books(of)))).toMatchObject({ resultado, codigo })
  })
})

describe('the session', () => {
  const looked = async (tipo: TipoObjetoRed, fields: Row, tables: Record<string, Row[]> = {}) => {
    const { ask, found: object } = await found(tipo, fields, tables)
    return note(await sessionStep(ask, object, NOW))
  }
  const log = (...messages: string[]) => ({ '/log': messages.map((message) => ({ message })) })
  const clock = { '/system/clock': [{ 'gmt-offset': '-03:00' }] }
  const ended = { 'last-logged-out': 'mar/12/2026 10:00:00' }

  it('lasts as long as the device says', async () => {
    expect(await looked('ppp_secret', {}, online())).toMatchObject({ resultado: 'bien', codigo: 'conectada' })
    expect(await looked('ppp_secret', {}, online({ uptime: '30s' }))).toMatchObject({
      resultado: 'atencion',
      codigo: 'reciente',
    })
  })
  it('is nothing that a lease or a queue has', async () => {
    expect(await looked('dhcp_lease', {})).toMatchObject({ resultado: 'bien', codigo: 'con_direccion' })
    expect(await looked('simple_queue', {})).toMatchObject({ resultado: 'sin_datos', codigo: 'sin_sesiones' })
  })
  it('that is over says since when, by the clock of the office, and why', async () => {
    const step = await looked('ppp_secret', { ...ended, 'last-disconnect-reason': 'hung-up' }, clock)
    expect(step).toMatchObject({ codigo: 'desconectada_por', datos: { visto: NOW - 2 * 3600_000, motivo: 'hung-up' } })
    expect(await looked('ppp_secret', ended, clock)).toMatchObject({ codigo: 'desconectada' })
    expect(await looked('ppp_secret', { 'last-logged-out': '2026-03-12 10:00:00' }, clock)).toMatchObject({
      codigo: 'desconectada',
      datos: { visto: NOW - 2 * 3600_000 },
    })
  })
  it('that is over, nobody knows since when, is over', async () => {
    expect(await looked('ppp_secret', ended)).toMatchObject({ codigo: 'sin_sesion' })
    expect(await looked('dhcp_lease', { status: 'waiting', 'last-seen': '?' })).toMatchObject({ codigo: 'sin_sesion' })
  })
  it('that never was is told from one that is over', async () => {
    expect(await looked('ppp_secret', {}, clock)).toMatchObject({ codigo: 'nunca' })
    expect(await looked('ppp_secret', { 'last-logged-out': 'jan/01/1970 00:00:00' }, clock)).toMatchObject({
      codigo: 'nunca',
    })
    expect(await looked('dhcp_lease', { status: 'waiting', 'last-seen': 'never' })).toMatchObject({
      codigo: 'sin_pedir',
    })
  })
  it('of a lease is over since it was seen', async () => {
    const step = await looked('dhcp_lease', { status: 'waiting', 'last-seen': '1h' })
    expect(step).toMatchObject({ codigo: 'desconectada', datos: { visto: NOW - 3600_000 } })
  })
  it.each([['<0010>: user ana authentication failed'], ['<pppoe-ana>: authentication failed']])(
    'that is refused for its password says so: «%s»',
    async (line) => {
      const step = await looked('ppp_secret', ended, { ...clock, ...log('<pppoe-ana>: connected', line, 'other line') })
      expect(step).toMatchObject({ resultado: 'mal', codigo: 'clave_mala', datos: { usuario: 'ana' } })
    },
  )
  it.each([
    ['somebody else’s', ['<0010>: user anabel authentication failed', '<0011>: user la-ana authentication failed']],
    ['one from before it came in', ['<0010>: user ana authentication failed', '<pppoe-ana>: connected']],
  ])('is not refused by %s failure', async (_, lines) => {
    expect(await looked('ppp_secret', ended, { ...clock, ...log(...lines) })).toMatchObject({ codigo: 'desconectada' })
  })
  it('for which its pool has no address left says which', async () => {
    const profile = { '/ppp/profile': [{ name: 'hogar', 'remote-address': 'pool-hogar' }] }
    const step = await looked('ppp_secret', ended, { ...clock, ...profile, ...log('pool <pool-hogar> is empty') })
    expect(step).toMatchObject({ codigo: 'pool_vacio', datos: { pool: 'pool-hogar' } })
  })
})

describe('the address', () => {
  const looked = async (tables: Record<string, Row[]>, of: Partial<Books> = {}) => {
    const { ask, found: object } = await found('ppp_secret', {}, tables)
    return note(await addressStep(ask, object, books(of)))
  }
  const arp = (...macs: string[]) => ({ '/ip/arp': macs.map((mac) => ({ address: '10.0.0.7', 'mac-address': mac })) })
  const listed = { '/ip/firewall/address-list': [{ list: 'morosos', address: '10.0.0.7' }] }
  it.each([
    ['bien', 'asignada', { ...online(), ...arp('AA:BB') }, {}],
    ['mal', 'sin_direccion', {}, {}],
    ['mal', 'en_lista', { ...online(), ...listed }, {}],
    ['bien', 'asignada', { ...online(), ...listed }, { condicion: 'cortado' as const }],
    ['mal', 'repetida', { ...online(), ...arp('AA:BB', 'CC:DD') }, {}],
    ['atencion', 'distinta', online(), { ip: '10.0.0.99' }],
    ['bien', 'asignada', online(), { ip: '10.0.0.7' }],
  ])('is %s: %s', async (resultado, codigo, tables, of) => {
    expect(await looked(tables, of)).toMatchObject({ resultado, codigo })
  })
})

describe('the signal', () => {
  const radio = (signal: string) => ({ '/interface/wifi/registration-table': [{ 'mac-address': 'AA:BB', signal }] })
  it.each([
    ['bien', 'buena', radio('-60')],
    ['atencion', 'debil', radio('-75@6Mbps')],
    ['mal', 'mala', radio('-85')],
    ['sin_datos', 'sin_radio', {}],
    ['sin_datos', 'sin_radio', radio('')],
  ])('is %s: %s', async (resultado, codigo, tables) => {
    expect(note(await signalStep(device(tables), { mac: 'AA:BB', ip: '' }))).toMatchObject({ resultado, codigo })
  })
})

describe('the signal of who is known by an address alone', () => {
  const registered = { '/interface/wifi/registration-table': [{ 'mac-address': 'AA:BB', signal: '-83' }] }
  it.each([
    ['mal', 'mala', { ...registered, '/ip/arp': [{ address: '10.0.0.7', 'mac-address': 'AA:BB' }] }],
    ['sin_datos', 'sin_radio', { ...registered, '/ip/arp': [{ address: '10.0.0.8', 'mac-address': 'AA:BB' }] }],
    ['sin_datos', 'sin_radio', registered],
  ])('is %s: %s', async (resultado, codigo, tables) => {
    expect(note(await signalStep(device(tables), { mac: '', ip: '10.0.0.7' }))).toMatchObject({ resultado, codigo })
  })
})

describe('the ping', () => {
  const pings = (received: string, rtt: string) => ({ '/tool/ping': [{ sent: '5', received, 'avg-rtt': rtt }] })
  it.each([
    ['bien', 'responde', pings('5', '12ms')],
    ['atencion', 'lento', pings('5', '400ms')],
    ['atencion', 'pierde', pings('3', '12ms')],
    ['mal', 'no_responde', pings('0', '')],
  ])('is %s: %s', async (resultado, codigo, tables) => {
    expect(note(await pingStep(device(tables), '10.0.0.7'))).toMatchObject({ resultado, codigo })
  })
})

describe('the traffic', () => {
  const looked = async (tipo: TipoObjetoRed, fields: Row, rates: Row = {}) => {
    const tables = {
      '/interface': [{ name: '<pppoe-ana>' }],
      '/interface/monitor-traffic': [rates],
    }
    const { ask, found: object } = await found(tipo, fields, tables)
    return note(await trafficStep(ask, object, books()))
  }
  const rates = (up: string, down: string) => ({ 'rx-bits-per-second': up, 'tx-bits-per-second': down })
  it('passes, is still, or is all that the plan gives', async () => {
    expect(await looked('ppp_secret', {}, rates('1000', '2000'))).toMatchObject({ resultado: 'bien', codigo: 'pasa' })
    expect(await looked('ppp_secret', {}, rates('0', '0'))).toMatchObject({ resultado: 'atencion', codigo: 'quieto' })
    expect(await looked('ppp_secret', {}, rates('0', '19000000'))).toMatchObject({ codigo: 'al_tope' })
    expect(await looked('simple_queue', { rate: '4900000/0' })).toMatchObject({ codigo: 'al_tope' })
    expect(await looked('dhcp_lease', {})).toMatchObject({ resultado: 'sin_datos', codigo: 'sin_interfaz' })
  })
})

describe('the verdict', () => {
  const steps = (...codes: [Step['paso'], string, Step['resultado']][]): Step[] =>
    codes.map(([paso, codigo, resultado]) => ({ tipo: 'paso', paso, codigo, resultado, datos: {} }) as Step)

  it('of a doubtful service is what explains it, before a debt that nobody is cut for', () => {
    const found = steps(
      ['deuda', 'vencida', 'atencion'],
      ['sesion', 'reciente', 'atencion'],
      ['senal', 'debil', 'atencion'],
    )
    expect(verdictOf(found)).toEqual({ donde: null, ademas: null, dudoso: 'senal' })
  })
  it('of a reduced service whose device does not answer is the device, and the debt besides', () => {
    const found = steps(
      ['contrato', 'reducido', 'mal'],
      ['deuda', 'vencida', 'atencion'],
      ['equipo', 'no_responde_desde', 'mal'],
    )
    expect(verdictOf(found)).toEqual({ donde: 'equipo', ademas: 'deuda', dudoso: null })
  })
})

// Of what is found by more than one step at once: tests/office/diagnostico.test.ts.
const OF_THE_CHAIN = new Set(['equipo.responde', 'equipo.sin_equipo', 'equipo.nadie_reactiva'])

it('every finding was made by a test of this file', ({ skip }) => {
  skip(said.size === 0, 'the others did not run')
  const all = Object.entries(HALLAZGOS).flatMap(([paso, codes]) => codes.map((codigo) => `${paso}.${codigo}`))
  const missing = all.filter((code) => !said.has(code) && !OF_THE_CHAIN.has(code) && !code.endsWith('.no_se_ve'))
  expect(missing).toEqual([])
})
