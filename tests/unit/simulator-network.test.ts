import { afterEach, describe, expect, test } from 'vitest'
import { seedInvented } from '../simulators/network/seed.ts'
import { openRouters, type RouterFarm } from '../simulators/routeros/index.ts'

let farm: RouterFarm | null = null
afterEach(async () => {
  await farm?.stop()
  farm = null
})

describe('a seeded network', () => {
  test('is the same for the same seed, and another for another', () => {
    const once = seedInvented(200, { routers: 2, seed: 5 })
    expect(seedInvented(200, { routers: 2, seed: 5 }).routers).toEqual(once.routers)
    expect(seedInvented(200, { routers: 2, seed: 6 }).routers).not.toEqual(once.routers)
  })

  test('has every service where it says, and every disorder is named', async () => {
    const { routers, objetos } = seedInvented(600, { routers: 2, seed: 2 })
    farm = await openRouters({ routers, tls: false })
    for (const [at, router] of farm.routers.entries()) {
      for (const menu of ['/ppp/secret', '/ip/dhcp-server/lease', '/queue/simple']) {
        const known = new Set((await router.rows(menu)).map((row) => row['name'] ?? row['address']))
        const said = objetos.filter((each) => each.router === at && each.menu === menu)
        expect(said.filter(({ clave }) => !known.has(clave))).toEqual([])
      }
    }
    const kinds = new Set(objetos.map(({ desorden }) => desorden))
    for (const kind of ['huerfano', 'cliente_inexistente', 'duplicado', 'ajeno', 'otro_perfil', 'cp1252', 'ausente']) {
      expect(kinds).toContain(kind)
    }
  })

  test('a tidy one has clients only, those cut are on the list, the others are connected', async () => {
    const { routers, objetos } = seedInvented(300, { seed: 4, mess: false })
    expect(objetos.filter(({ desorden }) => desorden !== null)).toEqual([])
    farm = await openRouters({ routers, tls: false })
    const list = await farm.router.rows('/ip/firewall/address-list')
    expect(list.length).toBeGreaterThan(0)
    expect(new Set(list.map((entry) => entry['list']))).toEqual(new Set(['morosos']))
    const [secrets, active] = [await farm.router.rows('/ppp/secret'), await farm.router.rows('/ppp/active')]
    expect(active.length).toBeGreaterThan(secrets.length * 0.85)
  })

  test('comments that are no UTF-8 are read all the same', async () => {
    const { routers, objetos } = seedInvented(600, { seed: 2 })
    farm = await openRouters({ routers, tls: false })
    const odd = objetos
      .filter(({ desorden, menu }) => desorden === 'cp1252' && menu === '/ppp/secret')
      .map(({ clave }) => clave)
    const secrets = (await farm.router.rows('/ppp/secret')).filter(({ name }) => odd.includes(name ?? ''))
    expect(secrets.length).toBe(odd.length)
    for (const { comment } of secrets) expect(comment).not.toContain('�')
  })
})
