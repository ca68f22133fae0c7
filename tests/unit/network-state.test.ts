import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandsOf } from '../../office/network/state/assume.ts'
import { condicionOf, metodoOn } from '../../office/network/state/desired.ts'
import { asUsuario, fillTemplate, rateOf, tagOf } from '../../office/network/state/names.ts'
import { isDone, newMemoria, planServicio } from '../../office/network/state/plan.ts'
import type { Condicion, Libro, Memoria, Objeto, Orden, Plan, Visto } from '../../office/network/state/types.ts'

type Row = Record<string, string>

/** A device as rows by menu, which does what it is told. */
class Device {
  readonly menus = new Map<string, Row[]>()
  #ids = 100

  rows(menu: string): Row[] {
    const rows = this.menus.get(menu) ?? []
    this.menus.set(menu, rows)
    return rows
  }

  apply({ menu, verbo, id, valores }: Orden): void {
    const rows = this.rows(menu)
    if (verbo === 'add') rows.push({ '.id': `*${++this.#ids}`, ...valores })
    const at = rows.findIndex((row) => row['.id'] === id)
    const row = rows[at]
    if (!row) return
    if (verbo === 'remove') rows.splice(at, 1)
    if (verbo === 'make-static') row['dynamic'] = 'false'
    if (verbo === 'set') Object.assign(row, valores)
    if (verbo === 'unset') for (const name of Object.keys(valores)) delete row[name]
  }

  seen(): Visto {
    const by = (menu: string, ...names: string[]) => {
      const map = new Map<string, Row[]>()
      for (const row of this.rows(menu))
        for (const name of names) {
          const key = row[name]
          if (key) map.set(key, [...(map.get(key) ?? []), row])
        }
      return map
    }
    const entries = this.rows('/ip/firewall/address-list')
    const listas = new Map<string, Row[]>()
    const marcadas = new Map<string, Row[]>()
    for (const row of entries) {
      const key = row['address'] ?? ''
      listas.set(key, [...(listas.get(key) ?? []), row])
      const tag = /\[m:\w{8}\]/.exec(row['comment'] ?? '')?.[0]
      if (tag) marcadas.set(tag, [...(marcadas.get(tag) ?? []), row])
    }
    return {
      secrets: by('/ppp/secret', 'name'),
      leases: by('/ip/dhcp-server/lease', 'mac-address', 'address'),
      queues: by('/queue/simple', 'name'),
      activos: by('/ppp/active', 'name'),
      perfiles: new Map(this.rows('/ppp/profile').map((row) => [row['name'] ?? '', row])),
      listas,
      marcadas,
      terminadas: new Set(),
      ocupadas: new Set(),
      leidoEn: 1_000_000,
    }
  }
}

const MAC = '02:00:00:00:00:01'

const libroOf = (objetos: Objeto[], more: Partial<Libro> = {}): Libro => ({
  servicioId: '0193aaaa-0000-7000-8000-00000000abcd',
  marca: '[m:0000abcd]',
  comentario: 'C1 Ana [m:0000abcd]',
  estado: 'activo',
  motivo: null,
  plan: {
    id: 'plan-a',
    nombre: 'Hogar',
    bajadaMbps: 50,
    subidaMbps: 10,
    politica: 'cortar',
    perfil: '',
    perfilPropio: 'Hogar',
    perfilAjeno: false,
    pool: '',
    perfilCorte: 'morosos',
    listaCorte: 'morosos',
    reducidaBajadaMbps: 1,
    reducidaSubidaMbps: 0.5,
  },
  metodo: 'perfil',
  usuario: 'ana',
  clave: 'secreta1',
  ip: '10.9.0.7',
  mac: MAC,
  objetos,
  tieneUisp: false,
  ...more,
})

const objetoOf = (tipo: Objeto['tipo'], origen: Objeto['origen']): Objeto => ({
  id: tipo,
  tipo,
  clave: tipo === 'dhcp_lease' ? MAC : tipo === 'simple_queue' ? 'cola' : 'ana',
  origen,
  previo: null,
  sesionDebida: false,
})

/** What there is of a linked service, made by somebody's hand. */
function handMade(): Device {
  const device = new Device()
  device
    .rows('/ppp/profile')
    .push({ '.id': '*1', name: 'vip', 'rate-limit': '7M/77M' }, { '.id': '*0', name: 'default' })
  device
    .rows('/ppp/secret')
    .push({ '.id': '*1', name: 'ana', profile: 'vip', 'remote-address': '10.9.0.7', comment: 'x' })
  device.rows('/ppp/active').push({ '.id': '*1', name: 'ana', uptime: '1h' })
  device.rows('/ip/dhcp-server/lease').push({ '.id': '*1', 'mac-address': MAC, address: '10.9.0.7' })
  device
    .rows('/queue/simple')
    .push({ '.id': '*1', name: 'cola', target: '10.9.0.7/32', 'max-limit': '10000000/50000000' })
  // Nobody's.
  device.rows('/ppp/secret').push({ '.id': '*9', name: 'otro', profile: 'vip' })
  device
    .rows('/ip/firewall/address-list')
    .push({ '.id': '*9', list: 'morosos', address: '10.9.0.9', comment: 'a mano' })
  return device
}

let sessions = 0

/** Rounds of a worker, until nothing is left to do. */
function converge(device: Device, libro: Libro, cond: Condicion): Plan[] {
  const memoria: Memoria = newMemoria('trabajo')
  const plans: Plan[] = []
  for (let round = 0; round < 5; round++) {
    const plan = planServicio(libro, device.seen(), memoria, cond)
    plans.push(plan)
    if (plan.falla || isDone(plan)) {
      for (const objeto of libro.objetos) objeto.sesionDebida = false
      break
    }
    for (const [id, previo] of plan.previos)
      for (const objeto of libro.objetos)
        if (objeto.id === id) Object.assign(objeto, { previo, sesionDebida: previo.sesion !== undefined })
    for (const orden of [...plan.perfiles, ...plan.ordenes]) device.apply(orden)
    for (const { menu, objeto, valores } of plan.ordenes) {
      if (menu === '/ppp/secret') memoria.escritos.add(objeto)
      if ('password' in valores) memoria.claves.add(objeto)
    }
    for (const orden of plan.sesiones) {
      device.apply(orden)
      memoria.quitadas.set(orden.objeto, (memoria.quitadas.get(orden.objeto) ?? new Set()).add(orden.id ?? ''))
      const off = device.rows('/ppp/secret').some((row) => row['name'] === 'ana' && row['disabled'] === 'yes')
      if (!off) device.rows('/ppp/active').push({ '.id': `*b${++sessions}`, name: 'ana', uptime: '0s' })
    }
  }
  return plans
}

const tipos = fc.subarray(['ppp_secret', 'dhcp_lease', 'simple_queue'] as const, { minLength: 1 })
const conditions = fc.constantFrom<Condicion>('activo', 'cortado', 'reducido', 'baja')
const methods = fc.constantFrom('perfil', 'deshabilitar', 'lista', 'bloqueo_dhcp', 'uisp' as const)

describe('what a device is told', () => {
  it('is so after it was told, in any order of conditions, and then there is nothing more to tell', () => {
    fc.assert(
      fc.property(
        tipos,
        fc.boolean(),
        methods,
        fc.array(conditions, { minLength: 1, maxLength: 5 }),
        (kinds, made, metodo, path) => {
          const device = made ? new Device() : handMade()
          const libro = libroOf(
            kinds.map((tipo) => objetoOf(tipo, made ? 'creado' : 'vinculado')),
            { metodo },
          )
          for (const cond of path) {
            const last = converge(device, libro, cond).at(-1)
            expect(last?.falla).toBeNull()
            expect(last && isDone(last)).toBe(true)
            if (cond === 'activo') for (const objeto of libro.objetos) objeto.previo = null
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('puts linked objects back as they were, whatever cuts came between', () => {
    fc.assert(
      fc.property(tipos, fc.array(fc.tuple(conditions, methods), { minLength: 1, maxLength: 4 }), (kinds, cuts) => {
        const device = handMade()
        const before = structuredClone(
          [...device.menus].filter(([menu]) => menu !== '/ppp/active' && menu !== '/ppp/profile'),
        )
        const libro = libroOf(kinds.map((tipo) => objetoOf(tipo, 'vinculado')))
        for (const [cond, metodo] of cuts) if (cond !== 'activo') converge(device, { ...libro, metodo }, cond)
        converge(device, libro, 'activo')
        const off = (row: Row) =>
          Object.fromEntries(
            Object.entries(row).filter(
              ([name, value]) => !(['disabled', 'block-access'].includes(name) && value === 'no'),
            ),
          )
        const after = [...device.menus].filter(([menu]) => menu !== '/ppp/active' && menu !== '/ppp/profile')
        const plain = (menus: [string, Row[]][]) => menus.map(([menu, rows]) => [menu, rows.map(withoutRates).map(off)])
        expect(plain(after)).toEqual(plain(before))
      }),
      { numRuns: 200 },
    )
  })

  it('never touches what is neither tagged nor linked', () => {
    const device = new Device()
    device.rows('/ppp/secret').push({ '.id': '*1', name: 'ana', profile: 'vip', comment: 'de otro' })
    const plan = planServicio(libroOf([objetoOf('ppp_secret', 'creado')]), device.seen(), newMemoria(), 'cortado')
    expect(plan.falla).toEqual({ codigo: 'objeto_ajeno', detalle: 'ana' })
    expect([...plan.perfiles, ...plan.ordenes, ...plan.sesiones]).toEqual([])
  })

  it('is nothing where a linked object is gone', () => {
    const plan = planServicio(
      libroOf([objetoOf('ppp_secret', 'vinculado')]),
      new Device().seen(),
      newMemoria(),
      'activo',
    )
    expect(plan.falla?.codigo).toBe('objeto_ausente')
  })

  it('leaves an entry of somebody else’s on the list and says that the client is still cut by it', () => {
    const device = handMade()
    device
      .rows('/ip/firewall/address-list')
      .push({ '.id': '*8', list: 'morosos', address: '10.9.0.7', comment: 'a mano' })
    const libro = libroOf([objetoOf('dhcp_lease', 'vinculado')], { metodo: 'lista' })
    expect(planServicio(libro, device.seen(), newMemoria(), 'activo').falla?.codigo).toBe('lista_ajena')
  })

  it('lets in who paid though the profile of its plan is missing, and says that it is', () => {
    const device = handMade()
    const libro = libroOf([objetoOf('ppp_secret', 'vinculado')], { metodo: 'deshabilitar' })
    converge(device, libro, 'cortado')
    device
      .rows('/ip/firewall/address-list')
      .push({ '.id': '*7', list: 'morosos', address: '10.9.0.7', comment: libro.comentario })
    const paid = { ...libro, plan: { ...libro.plan, perfil: 'no-esta' } }
    const plan = planServicio(paid, device.seen(), newMemoria(), 'activo')
    for (const orden of plan.ordenes) device.apply(orden)
    expect(device.rows('/ppp/secret')[0]).toMatchObject({ disabled: 'no', profile: 'vip' })
    expect(device.rows('/ip/firewall/address-list').map((row) => row['.id'])).toEqual(['*9'])
    const again = planServicio(paid, device.seen(), newMemoria(), 'activo')
    expect(again).toMatchObject({
      falla: { codigo: 'perfil_ausente', detalle: 'no-esta' },
      ordenes: [],
      restaurados: [],
    })
  })

  it('does not begin a cut whose profile somebody else has', () => {
    const device = handMade()
    device.rows('/ppp/profile').push({ '.id': '*7', name: 'Hogar-reducido', 'rate-limit': '9M/9M' })
    const plan = planServicio(libroOf([objetoOf('ppp_secret', 'vinculado')]), device.seen(), newMemoria(), 'reducido')
    expect(plan).toMatchObject({ falla: { codigo: 'perfil_ajeno' }, ordenes: [] })
  })

  it.each([
    ['the plan’s', { name: 'morosos' }],
    ['one with the list of debtors', { name: 'cortados', 'address-list': 'morosos' }],
    ['one the office made under another name', { name: 'cortados', 'address-list': 'otra', comment: '[m:comun000]' }],
  ])('never goes back to a profile of debtors: %s', (_, perfil) => {
    for (const metodo of ['perfil', 'lista', 'deshabilitar'] as const) {
      const device = handMade()
      device.rows('/ppp/profile').push({ '.id': '*7', ...perfil })
      Object.assign(device.rows('/ppp/secret')[0] ?? {}, { profile: perfil.name })
      const libro = libroOf([objetoOf('ppp_secret', 'vinculado')], { metodo })
      converge(device, libro, 'cortado')
      expect(Object.values(libro.objetos[0]?.previo?.valores ?? {})).not.toContain(perfil.name)
      converge(device, libro, 'activo')
      expect(device.rows('/ppp/secret')[0]).toMatchObject({ profile: 'Hogar' })
    }
  })

  it('restores a speed of another plan as the plan of now, where the plan names it', () => {
    const device = handMade()
    const libro = libroOf([objetoOf('ppp_secret', 'vinculado')])
    converge(device, libro, 'cortado')
    device.rows('/ppp/profile').push({ '.id': '*7', name: '100M' })
    converge(device, { ...libro, plan: { ...libro.plan, id: 'plan-b', perfil: '100M' } }, 'activo')
    expect(device.rows('/ppp/secret')[0]).toMatchObject({ profile: '100M', 'remote-address': '10.9.0.7' })
  })
})

/** A lease or queue follows its plan's speed; how a device writes it is not what is looked at here. */
const withoutRates = (row: Row): Row => {
  const { 'max-limit': _, 'rate-limit': __, ...rest } = row
  return rest
}

describe('the condition of a service', () => {
  const plan = libroOf([]).plan
  it.each([
    ['activo', null, 'cortar', 'activo'],
    ['suspendido', 'deuda', 'cortar', 'cortado'],
    ['suspendido', 'deuda', 'reducir', 'reducido'],
    ['suspendido', 'pausa', 'reducir', 'cortado'],
    ['suspendido', 'deuda', 'no_cortar', 'cortado'],
    ['baja', null, 'cortar', 'baja'],
  ] as const)('%s (%s) on a plan that says %s is %s', (estado, motivo, politica, cond) => {
    expect(condicionOf({ estado, motivo, plan: { ...plan, politica } })).toBe(cond)
  })

  it('is cut by what its objects allow', () => {
    const lease = libroOf([objetoOf('dhcp_lease', 'creado')])
    expect(metodoOn(lease)).toBe('lista')
    expect(metodoOn({ ...lease, metodo: 'deshabilitar' })).toBe('bloqueo_dhcp')
    const secret = libroOf([objetoOf('ppp_secret', 'creado')], { metodo: 'lista' })
    expect(metodoOn(secret)).toBe('lista')
    expect(metodoOn({ ...secret, ip: '' })).toBe('perfil')
    expect(metodoOn({ ...secret, metodo: 'uisp', tieneUisp: true })).toBeNull()
  })
})

describe('commands as a person would type them', () => {
  it('cut by profile, by list and at UISP', () => {
    const secret = libroOf([objetoOf('ppp_secret', 'vinculado')])
    expect(commandsOf(secret, 'cortado')).toEqual([
      '/ppp secret set [find name=ana] profile=morosos',
      '/ppp secret unset [find name=ana] remote-address',
      '/ppp active remove [find name=ana]',
    ])
    const lease = libroOf([objetoOf('dhcp_lease', 'creado')])
    expect(commandsOf(lease, 'cortado')).toEqual([
      '/ip firewall address-list add list=morosos address=10.9.0.7 comment="C1 Ana [m:0000abcd]"',
    ])
    const uisp = libroOf([{ ...objetoOf('uisp_servicio', 'vinculado'), clave: '31' }], {
      metodo: 'uisp',
      tieneUisp: true,
    })
    expect(commandsOf(uisp, 'cortado')).toEqual(['PATCH /crm/api/v1.0/clients/services/31/suspend'])
  })
})

describe('names', () => {
  it('are filled from templates and fit for a login', () => {
    expect(fillTemplate('{codigo} {nombre}{nada}', { codigo: 'C1', nombre: 'Ana\nNúñez' })).toBe('C1 Ana Núñez')
    expect(asUsuario('Ángela  Ñáñez (casa)')).toBe('angela.nanez.casa')
  })

  it('tell speeds with the client’s upload first', () => {
    expect(rateOf(50, 10)).toBe('10M/50M')
    expect(rateOf(1, 0.5)).toBe('500k/1M')
    expect(rateOf(0, 0)).toBe('')
  })

  it('tag with the random end of an id', () => {
    expect(tagOf('0193aaaa-0000-7000-8000-00000000abcd')).toBe('[m:0000abcd]')
  })
})
