import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Usuario } from '../../contract/index.ts'
import { type Client, newRequestId, openTestOffice, PASSWORD, PIN, refusal, type TestOffice } from './harness.ts'

let t: TestOffice
let admin: Client
beforeEach(async () => {
  t = await openTestOffice()
  admin = await t.setUp()
})
afterEach(() => t.close())

const BETO = { nombre: 'Beto', email: 'beto@valle.example', rol: 'cobranza' as const }
const create = (fields: Partial<Parameters<Client['usuarios']['create']>[0]> = {}) =>
  admin.usuarios.create({ requestId: newRequestId(), ...BETO, password: PASSWORD, ...fields })
const update = (usuario: Usuario, change: Partial<Parameters<Client['usuarios']['update']>[0]>) => {
  const { id, nombre, email, rol, estado, actualizadoEn } = usuario
  return admin.usuarios.update({
    requestId: newRequestId(),
    id,
    nombre,
    email,
    rol,
    estado,
    expected: actualizadoEn,
    ...change,
  })
}
const entered = async (usuarioId: string) => {
  const window = t.window()
  await window.client.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
  return window
}

describe('people', () => {
  it('are created once for each request', async () => {
    const request = { requestId: newRequestId(), ...BETO, password: PASSWORD, pin: PIN }
    const beto = await admin.usuarios.create(request)
    expect(beto).toMatchObject({ ...BETO, estado: 'activo', hasPin: true, actualizadoEn: t.clock.now })
    expect(await admin.usuarios.create(request)).toEqual(beto)
    expect((await admin.usuarios.list()).map((u) => u.nombre)).toEqual(['Ana Admin', 'Beto'])
    const reused = refusal(admin.usuarios.create({ ...request, nombre: 'Otro' }))
    expect((await reused).code).toBe('request.reused')
  })

  it('have an e-mail of their own, whatever its letters', async () => {
    const beto = await create()
    expect((await refusal(create({ email: 'BETO@valle.example' }))).code).toBe('usuario.email_taken')
    expect((await refusal(update(beto, { email: 'Ana@Valle.example' }))).code).toBe('usuario.email_taken')
    expect((await update(beto, { email: 'Beto@valle.example' })).email).toBe('Beto@valle.example')
  })

  it('are changed only from the version that was seen, even within one millisecond', async () => {
    const beto = await create()
    const changed = await update(beto, { nombre: 'Alberto' })
    expect(changed.actualizadoEn).toBeGreaterThan(beto.actualizadoEn)
    expect(await refusal(update(beto, { nombre: 'Beto II' }))).toEqual({
      code: 'conflict.changed',
      data: { entidad: 'usuario' },
    })
    expect((await refusal(update(beto, { id: newRequestId() }))).code).toBe('not_found')
  })

  it('keep one active admin', async () => {
    const [ana] = (await admin.usuarios.list()) as [Usuario]
    expect((await refusal(update(ana, { estado: 'inactivo' }))).code).toBe('usuario.last_admin')
    expect((await refusal(update(ana, { rol: 'soporte' }))).code).toBe('usuario.last_admin')
    const beto = await create({ rol: 'admin' })
    const gone = await update(beto, { estado: 'inactivo' })
    expect((await refusal(update(ana, { rol: 'soporte' }))).code).toBe('usuario.last_admin')
    await update(gone, { estado: 'activo' })
    expect((await update(ana, { rol: 'soporte' })).rol).toBe('soporte')
  })

  it('get and lose a PIN', async () => {
    const beto = await create()
    const withPin = await update(beto, { pin: PIN })
    expect(withPin.hasPin).toBe(true)
    expect((await update(withPin, { pin: null })).hasPin).toBe(false)
  })
})

describe('a live session', () => {
  it('ends when its person is made inactive', async () => {
    const beto = await create()
    const { client, caller } = await entered(beto.id)
    await update(beto, { estado: 'inactivo' })
    expect(caller.actor).toBeNull()
    expect((await refusal(client.tenant.get())).code).toBe('access.required')
    expect((await t.anonymous().access.people()).map((p) => p.nombre)).toEqual(['Ana Admin'])
  })

  it('may at once what its person may', async () => {
    const beto = await create({ rol: 'admin' })
    const { client } = await entered(beto.id)
    await client.usuarios.list()
    const demoted = await update(beto, { rol: 'operador' })
    expect(await refusal(client.usuarios.list())).toEqual({
      code: 'access.denied',
      data: { permission: 'usuario.read' },
    })
    expect((await client.access.me())?.usuario.rol).toBe('operador')
    await update(demoted, { rol: 'admin' })
    expect(await client.usuarios.list()).toHaveLength(2)
  })

  it('ends when somebody else sets another password', async () => {
    const beto = await create()
    const { caller } = await entered(beto.id)
    await update(beto, { password: 'set by the admin' })
    expect(caller.actor).toBeNull()
  })

  it('stays where its own person sets the password', async () => {
    const [ana] = (await admin.usuarios.list()) as [Usuario]
    const other = await entered(ana.id)
    await update(ana, { password: 'set by herself' })
    expect(other.caller.actor).toBeNull()
    expect((await admin.access.me())?.usuario.id).toBe(ana.id)
  })

  it('is over when the office stops', async () => {
    await t.restart()
    expect(await t.anonymous().access.me()).toBeNull()
  })
})

describe('secrets', () => {
  it('are nowhere in the file but as argon2id, and not in the log of who did what', async () => {
    const secret = 'zanahoria-7719'
    const beto = await create({ password: secret, pin: '90817263' })
    await update(beto, { password: `${secret}-bis`, pin: '36271809' })
    const { read } = t.office.db
    const hashes = read.sqlite.prepare('select hash from credencial').pluck().all() as string[]
    expect(hashes.every((hash) => /^\$argon2id\$v=19\$m=(\d+),t=\d+,p=1\$/.test(hash))).toBe(true)
    expect(new Set(hashes).size).toBe(4)
    expect(read.sqlite.prepare(`select count(*) from auditoria where entidad_id = ?`).pluck().get(beto.id)).toBe(2)
    const files = fs.readdirSync(t.dataDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
    const kept = files.map((f) => fs.readFileSync(`${f.parentPath}/${f.name}`, 'latin1')).join('\n')
    expect(kept.includes('Beto')).toBe(true)
    for (const text of [secret, '90817263', '36271809']) expect(kept.includes(text)).toBe(false)
  })
})
