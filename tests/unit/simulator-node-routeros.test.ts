// A client that nobody here wrote, against the simulated routers: they speak the protocol, not only what our client expects.
import { RouterOSAPI } from 'node-routeros'
import { afterEach, describe, expect, test } from 'vitest'
import { bench } from './routeros-peer.ts'

const { open, clear } = bench()
afterEach(clear)

describe.each(['6.42.12', '6.49.18', '7.9.2'])('node-routeros on %s', (version) => {
  test('logs in, adds, finds, changes, listens, removes', async () => {
    const router = await open({ version, state: { '/ppp/profile': [{ name: 'morosos' }] } })
    const api = new RouterOSAPI({
      host: router.host,
      port: router.port,
      user: router.user,
      password: router.password,
      timeout: 5,
    })
    await api.connect()
    const [added] = (await api.write('/ppp/secret/add', ['=name=ana', '=service=pppoe', '=comment=C-1'])) as {
      ret: string
    }[]
    expect(added?.ret).toBe('*1')
    await api.write('/ppp/secret/set', [`=.id=${added?.ret}`, '=profile=morosos'])
    expect(await api.write('/ppp/secret/print', ['?profile=morosos', '=.proplist=.id,name,comment'])).toEqual([
      { '.id': '*1', name: 'ana', comment: 'C-1' },
    ])
    await expect(api.write('/ppp/secret/add', ['=name=ana'])).rejects.toThrow(
      'secret with the same name already exists',
    )
    const seen = await new Promise<unknown>((resolve) => {
      const stream = api.stream(
        ['/interface/monitor-traffic', '=interface=ether1'],
        (_error: unknown, packet: unknown) => {
          void stream.stop()
          resolve(packet)
        },
      )
    })
    expect(seen).toMatchObject([{ name: 'ether1' }])
    await api.write('/ppp/secret/remove', ['=.id=*1'])
    expect(await api.write('/ppp/secret/print')).toEqual([])
    await api.close()
  })
})
