import { type Client, newRequestId, type TestOffice } from './harness.ts'
import { addDevice } from './network-world.ts'

/** A service on a router that does not answer, and everything that screens ask about it. */
export async function askOfNetwork(
  office: TestOffice,
  client: Client,
  servicio: { id: string; planId: string },
): Promise<void> {
  const request = () => ({ requestId: newRequestId() })
  const { tenantId } = await office.actor('admin')
  const router = { host: '127.0.0.1', port: 1, user: 'a', password: 'b', identity: 'torre' }
  const dispositivoId = await addDevice(office, tenantId, router)
  const servicioId = servicio.id
  const none = { ip: '', mac: '', metodoCorte: null }
  await client.red.service.save({
    ...request(),
    servicioId,
    usuario: 'ana',
    clave: { tipo: 'generar' },
    ...none,
    expected: 0,
  })
  const { objetos } = await client.red.provision({ ...request(), servicioId, dispositivoId, tipos: ['ppp_secret'] })
  const desk = await office.office.network()
  desk.jobs.wake()
  await desk.jobs.idle()
  const { config } = await client.red.config.get()
  await client.red.config.save({
    ...request(),
    config: { ...config, cortes: { ...config.cortes, activos: true } },
    expected: 0,
  })
  const plan = (await client.red.plans.list()).find(({ planId }) => planId === servicio.planId)
  if (plan) await client.red.plans.save({ ...request(), ...plan, perfil: 'x', expected: plan.actualizadoEn })
  await client.red.service.get({ servicioId })
  const [job] = (await client.red.jobs.list({ limit: 1 })).items
  for (const filter of [
    {},
    { estado: 'pendiente' as const },
    { dispositivoId },
    { servicioId },
    { reciboId: newRequestId() },
    { corridaId: newRequestId() },
    { dispositivoId, estado: 'fallido' as const },
  ])
    for (const cursor of [undefined, (await client.red.jobs.list({ ...filter, limit: 1 })).nextCursor ?? undefined])
      await client.red.jobs.list({ ...filter, limit: 1, ...(cursor === undefined ? {} : { cursor }) })
  await client.red.jobs.summary()
  await client.red.jobs.ask({ ...request(), servicioId })
  if (job) await client.red.jobs.retry({ ...request(), ids: [job.id] })
  await client.red.jobs.retryFailed({ ...request(), dispositivoId })
  if (job) await client.red.jobs.cancel({ ...request(), ids: [job.id] })
  await office.ended((await client.red.drift.start({ dispositivoId })).id)
  await client.red.drift.summary()
  if (objetos[0]) await client.red.unlink({ ...request(), objetoId: objetos[0].id, dejarCortado: true })
  await desk.jobs.idle()
}
