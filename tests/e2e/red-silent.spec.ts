import { randomUUID } from 'node:crypto'
import { civilDate } from '../../contract/dates.ts'
import { type RouterFarm, startRouters } from '../simulators/routeros/index.ts'
import { asCashier, type Rpc, seedCounter, ZONE } from './counter-office.ts'
import { doneDialog, enter, openClient, paperDialog, searchBox } from './counter-window.ts'
import { expect, test } from './fixture.ts'

const LINKED = { nombre: 'Marta Quiroga', documento: '24.118.905', debts: [1_700_000] }
const ALONE = { nombre: 'Raúl Benítez', documento: '27.990.110', debts: [1_700_000] }

/** What a job of the office made, once it has ended. */
async function readingOf(rpc: Rpc, jobId: string): Promise<string> {
  for await (const jobs of await rpc.system.trabajos()) {
    const job = jobs.find(({ id }) => id === jobId)
    if (job && job.estado !== 'running') return job.refId ?? ''
  }
  throw new Error('the office ended before its job')
}

/** Two clients who owe and are suspended: one on a router, which answers no more, one that no device carries. */
async function seed(dataDir: string, { router }: RouterFarm): Promise<void> {
  const seeded = await seedCounter(dataDir, { clients: [LINKED, ALONE] })
  await asCashier(dataDir, async (rpc) => {
    const { config, actualizadoEn } = await rpc.red.config.get()
    const cortes = { ...config.cortes, activos: true, automaticos: false, diasExcluidos: [] }
    await rpc.red.config.save({ requestId: randomUUID(), expected: actualizadoEn, config: { ...config, cortes } })
    const { host, port, identity, user } = router
    const { id: dispositivoId } = await rpc.dispositivos.create({
      requestId: randomUUID(),
      dispositivo: {
        ...{ nombre: identity, host, puerto: port, tls: false, huellaTls: null, usuario: user },
        ...{ sitioId: null, modo: 'gestionar', etiquetas: [], sondeoSegundos: 60, respaldo: 'nunca', notas: '' },
      },
    })
    const { id } = await rpc.vinculos.read({ dispositivoId })
    const lectura = await readingOf(rpc, id)
    await rpc.vinculos.apply({ requestId: randomUUID(), id: lectura, hasta: 'seguros', perfiles: [] })
    await router.behave({ refuse: true })
    for (const { cliente } of seeded) {
      const { servicios } = await rpc.clientes.get({ id: cliente.id })
      for (const { id: servicioId, actualizadoEn: expected } of servicios)
        await rpc.servicios.change({
          ...{ requestId: randomUUID(), id: servicioId, expected },
          ...{ cambio: { tipo: 'suspension' }, fecha: civilDate(Date.now(), ZONE) },
        })
    }
  })
}

test('what keeps a cut service from coming back is said before the debt, and at the counter when it is paid', async ({
  dataDir,
  launch,
}) => {
  test.slow()
  const farm = await startRouters({
    tls: false,
    users: [{ name: 'mostrador', password: '', group: 'full' }],
    state: {
      '/ppp/profile': [{ name: 'morosos', 'address-list': 'morosos' }],
      '/ppp/secret': [{ name: 'mquiroga', service: 'pppoe', profile: 'default', comment: 'Marta Quiroga 24118905' }],
    },
  })
  const { identity } = farm.router
  try {
    await seed(dataDir, farm)
    const win = await (await launch()).firstWindow()
    await enter(win)
    const diagnosis = win.getByRole('dialog')

    await openClient(win, 'quiroga')
    await win.keyboard.press('Alt+D')
    await expect(diagnosis.getByRole('status')).toContainText(new RegExp(`${identity} no responde.*Además: Debe`))
    await expect(diagnosis).not.toContainText('nothing listens')
    await win.keyboard.press('Escape')
    await win.keyboard.press('F2')
    await expect(win.getByLabel('Recibido')).toBeFocused()
    await win.keyboard.press('Enter')
    await expect(doneDialog(win)).toContainText(`Reactivación en espera. ${identity}: El equipo no responde`)
    // The receipt lies on top.
    await expect(paperDialog(win)).toBeVisible()
    await win.keyboard.press('Escape')
    await expect(paperDialog(win)).toBeHidden()
    await doneDialog(win).getByRole('button', { name: 'Listo' }).click()
    await expect(doneDialog(win)).toBeHidden()
    await expect(searchBox(win)).toBeFocused()

    await openClient(win, 'benítez')
    await win.keyboard.press('Alt+D')
    await expect(diagnosis.getByRole('status')).toContainText('Ningún equipo lo lleva. Además: Debe')
    await expect(diagnosis.getByRole('status')).toContainText('Nadie lo reactiva por sí solo')
    await win.keyboard.press('Escape')
    await win.keyboard.press('F2')
    await expect(win.getByLabel('Recibido')).toBeFocused()
    await win.keyboard.press('Enter')
    await expect(doneDialog(win)).toContainText('Ningún equipo lo lleva: avisar al técnico')
  } finally {
    await farm.stop()
  }
})
