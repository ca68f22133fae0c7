import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ControladorInput, ControladorRevisado } from '../../contract/index.ts'
import { type JsonObject, startUisp, type UispSimulator } from '../simulators/uisp/index.ts'
import { type Client, newRequestId, refusal, type TestOffice } from './harness.ts'
import { openNetworkOffice } from './network-support.ts'

const device = (id: string, changes: { status?: string; role?: string; site?: string } = {}): JsonObject => ({
  identification: {
    id,
    name: `equipo-${id}`,
    model: 'LTU-Rocket',
    modelName: 'LTU Rocket',
    role: changes.role ?? 'ap',
    firmwareVersion: '2.3.1',
    ...(changes.site === undefined ? {} : { site: { id: changes.site, name: changes.site } }),
  },
  ipAddress: `10.50.0.${id}/24`,
  overview: { status: changes.status ?? 'active', cpu: 12, ram: 40, signal: -55, uptime: 9000, stationsCount: 3 },
})

let uisp: UispSimulator
let huella: string
beforeAll(async () => {
  uisp = await startUisp({ tls: true })
  huella = (uisp.fingerprint256 ?? '').replaceAll(':', '').toLowerCase()
})
afterAll(() => uisp.stop())

let office: TestOffice
let admin: Client
beforeEach(async () => {
  await uisp.behave(null)
  await uisp.replace({
    devices: [device('1'), device('2', { status: 'disconnected' }), device('3', { role: 'station' })],
    stations: {
      '1': [
        {
          mac: '02:00:00:00:00:09',
          name: 'Ana',
          ipAddress: '10.50.1.9',
          connected: true,
          rxSignal: -61,
          txSignal: -63,
        },
      ],
    },
    onus: [
      {
        identification: { id: 'onu-1', name: 'Ana', serialNumber: 'DEMO0001', model: 'UF-LOCO' },
        overview: { status: 'active', uptime: 3600 },
        attributes: { parentId: '1' },
        onu: { id: 17, port: 3, receivePower: '-21.5', distance: 812 },
      },
    ],
    outages: [
      {
        id: 'o1',
        type: 'outage',
        startTimestamp: '2026-03-10T10:00:00Z',
        endTimestamp: null,
        inProgress: true,
        device: { id: '2', name: 'equipo-2' },
      },
    ],
  })
  office = await openNetworkOffice()
  admin = await office.as('admin')
})
afterEach(() => office.close())

const request = () => ({ requestId: newRequestId() })
const input = (changes: Partial<ControladorInput> = {}): ControladorInput => ({
  nombre: 'UISP',
  activo: true,
  url: uisp.url,
  huellaTls: huella,
  tokenNms: uisp.token,
  claveCrm: uisp.appKey,
  ...changes,
})
const added = async () => {
  const { id } = await admin.controladores.create({ ...request(), controlador: input() })
  await admin.controladores.sincronizar({ id })
  return id
}
const states = async () =>
  (await admin.dispositivos.list({ filter: { proveedor: 'uisp' } })).items.map(({ nombre, estado }) => [nombre, estado])

const ALL = [
  ['equipo-1', 'en_linea'],
  ['equipo-2', 'caido'],
  ['equipo-3', 'en_linea'],
]

describe('the devices of a UISP server', () => {
  it('stand beside the others, with their figures', async () => {
    const id = await added()
    expect(await states()).toEqual(ALL)
    const { items } = await admin.dispositivos.list({ filter: { controladorId: id, texto: 'equipo-1' } })
    expect(items).toMatchObject([
      { host: '10.50.0.1', modelo: 'LTU Rocket', modo: 'observar', metricas: { cpu: 12, senal: -55, estaciones: 3 } },
    ])
    expect(await admin.controladores.list()).toMatchObject([{ dispositivos: 3, falla: null, tokenNms: 'guardada' }])
  })

  it.each([
    ['the server is down', { reset: true }, 'inalcanzable'],
    ['it answers with an error', { status: 500 }, 'error'],
    ['the token is refused', { status: 401 }, 'token'],
    ['a proxy answers', { html: true }, 'no_es_uisp'],
    ['the answer breaks off', { truncate: 'wellformed' as const }, 'no_es_uisp'],
    ['it says that there is nothing', { empty: true }, 'no_es_uisp'],
  ])('stay as they were when %s', async (_, behaviour, falla) => {
    const id = await added()
    await uisp.behave(behaviour)
    const { code, data } = await refusal(admin.controladores.sincronizar({ id }))
    expect([code, data['falla']]).toEqual(['controlador.falla', falla])
    expect(await states()).toEqual(ALL)
    expect(await admin.controladores.list()).toMatchObject([{ falla }])
  })

  it('that it names no more are unknown, and still there', async () => {
    const id = await added()
    await uisp.replace({ devices: [device('1'), device('4')] })
    expect(await admin.controladores.sincronizar({ id })).toMatchObject({ nuevos: 1, ausentes: 2 })
    expect(await states()).toEqual([
      ['equipo-1', 'en_linea'],
      ['equipo-2', 'desconocido'],
      ['equipo-3', 'desconocido'],
      ['equipo-4', 'en_linea'],
    ])
  })

  it('stand at first where UISP has them, and stay where a person puts them', async () => {
    await admin.sitios.create({ ...request(), sitio: { nombre: 'Torre norte', direccion: '', notas: '' } })
    await uisp.replace({
      devices: [
        device('1', { site: 'Torre Norte' }),
        device('2', { site: 'Cerro' }),
        device('3', { role: 'station', site: 'Casa de Ana' }),
        device('4'),
      ],
    })
    const id = await added()
    const where = async () =>
      (await admin.dispositivos.list({ filter: { controladorId: id } })).items.map(({ sitio }) => sitio?.nombre ?? null)
    expect(await where()).toEqual(['Torre norte', 'Cerro', null, null])
    expect((await admin.sitios.list()).map(({ nombre }) => nombre)).toEqual(['Cerro', 'Torre norte'])

    await uisp.replace({ devices: [device('1', { site: 'Cerro' }), device('2'), device('3'), device('4')] })
    await admin.controladores.sincronizar({ id })
    expect(await where()).toEqual(['Torre norte', 'Cerro', null, null])
  })

  it('tell their stations, ONUs and outages', async () => {
    const id = await added()
    const { items } = await admin.dispositivos.list({ filter: { texto: 'equipo-1' } })
    const stations = await admin.controladores.estaciones({ dispositivoId: items[0]?.id ?? '' })
    expect(stations.filas).toMatchObject([{ mac: '02:00:00:00:00:09', ip: '10.50.1.9', senal: -61, conectada: true }])
    // A number where text was believed, or the other way round, hides that field and not the list.
    const onus = await admin.controladores.onus({ dispositivoId: items[0]?.id ?? '' })
    expect(onus.filas).toMatchObject([{ serie: 'DEMO0001', puerto: '3', potencia: null, distancia: 812 }])
    const outages = await admin.controladores.caidas({ id })
    expect(outages.filas).toMatchObject([{ nombre: 'equipo-2', hasta: null, desde: Date.UTC(2026, 2, 10, 10) }])
    await uisp.behave({ stall: false, status: 503 })
    expect((await refusal(admin.controladores.caidas({ id }))).code).toBe('controlador.falla')
  })
})

describe('what is wrong with a device of UISP', () => {
  it('is an alert after several looks, of the network itself and not of what stands at clients', async () => {
    const id = await added()
    await uisp.replace({
      devices: [device('1', { status: 'disconnected' }), device('3', { status: 'disconnected', role: 'station' })],
    })
    const alerts = async () =>
      (await admin.alertas.list({})).items.map(({ dispositivo, tipo, hasta }) => [
        dispositivo.nombre,
        tipo,
        hasta === null,
      ])
    const syncs = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n++) {
        office.clock.advance(120_000)
        await admin.controladores.sincronizar({ id })
      }
    }
    await syncs(2)
    expect(await alerts()).toEqual([])
    await syncs(1)
    expect(await alerts()).toEqual([['equipo-1', 'caido', true]])
    await uisp.replace({ devices: [device('1')] })
    await syncs(4)
    expect(await alerts()).toEqual([['equipo-1', 'caido', false]])
  })
})

describe('a UISP server', () => {
  const steps = async (changes: object = {}): Promise<string[]> => {
    const all: ControladorRevisado[] = []
    const asked = { url: uisp.url, huellaTls: huella, tokenNms: uisp.token, claveCrm: uisp.appKey, ...changes }
    for await (const step of await admin.controladores.revisar(asked)) if (step.resultado !== 'curso') all.push(step)
    return all.map((step) => `${step.paso} ${'codigo' in step ? step.codigo : step.resultado}`)
  }

  it('is checked step by step', async () => {
    expect(await steps()).toEqual(['alcance ok', 'certificado ok', 'nms ok', 'crm ok'])
    expect(await steps({ claveCrm: undefined })).toContain('crm sin_clave')
    expect(await steps({ tokenNms: 'otro' })).toEqual(['alcance ok', 'certificado ok', 'nms token'])
    expect(await steps({ claveCrm: 'otra' })).toContain('crm token')
    expect(await steps({ tokenNms: undefined })).toContain('nms sin_token')
    expect(await steps({ huellaTls: null })).toEqual(['alcance ok', 'certificado nuevo'])
    expect(await steps({ huellaTls: 'ab'.repeat(32) })).toEqual(['alcance ok', 'certificado cambiado'])
    expect((await steps({ url: 'https://127.0.0.1:1' })).at(-1)).toBe('alcance inalcanzable')
  })

  it('keeps its tokens to itself, and for the one address', async () => {
    const { id, actualizadoEn: expected } = await admin.controladores.create({ ...request(), controlador: input() })
    const { tokenNms: _, claveCrm: __, ...rest } = input({ url: 'https://otro.example/nms/dashboard', huellaTls: null })
    const moved = admin.controladores.update({ ...request(), id, expected, controlador: rest })
    expect((await refusal(moved)).code).toBe('dispositivo.clave_otra_vez')
    // Without TLS nothing would hold it against the pin.
    const plain = { ...rest, url: 'http://otro.example', huellaTls: huella }
    const bared = admin.controladores.update({ ...request(), id, expected, controlador: plain })
    expect((await refusal(bared)).code).toBe('dispositivo.clave_otra_vez')
    const dump = JSON.stringify(office.office.db.read.sqlite.prepare('select * from auditoria').all())
    for (const secret of [uisp.token, uisp.appKey]) expect(dump).not.toContain(secret)
    const again = admin.controladores.create({ ...request(), controlador: input() })
    expect((await refusal(again)).code).toBe('controlador.url_taken')
  })
})
