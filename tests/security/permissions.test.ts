import { isContractProcedure } from '@orpc/contract'
import { call, getRouter, isProcedure, unlazy } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, type Rol } from '../../contract/enums.ts'
import { contract } from '../../contract/index.ts'
import { type Gate, PERMISSIONS, type Permission, ROLE_PERMISSIONS, roleCan } from '../../contract/permissions.ts'
import type { ProcedureMeta } from '../../contract/procedures/base.ts'
import { router } from '../../office/router.ts'
import { newRequestId, openTestOffice, refusal, TENANT, type TestOffice } from '../office/harness.ts'

interface Entry {
  name: string
  path: string[]
  gate: Gate
}

/** Every procedure of the contract, whatever is added to it. */
function listProcedures(node: unknown, path: string[] = []): Entry[] {
  if (isContractProcedure(node)) {
    const { gate } = node['~orpc'].meta as ProcedureMeta
    return [{ name: path.join('.'), path, gate }]
  }
  return Object.entries(node as Record<string, unknown>).flatMap(([key, child]) =>
    listProcedures(child, [...path, key]),
  )
}

const procedures = listProcedures(contract)

async function implemented(path: string[]) {
  const { default: found } = await unlazy(getRouter(router, path))
  if (!isProcedure(found)) throw new Error(`${path.join('.')} has no handler`)
  return found
}

let office: TestOffice
beforeAll(async () => {
  office = await openTestOffice()
  await office.setUp()
})
afterAll(() => office.close())

/** The code a call without input is refused with; null when it is let through. Its session is its own. */
async function ask({ path }: Entry, rol: Rol | null): Promise<{ code: string | null; data: unknown }> {
  const actor = rol === null ? null : { ...(await office.actor(rol)) }
  const answer = call(await implemented(path), undefined, {
    context: { office: office.office, caller: { actor } },
    path,
  })
  try {
    const value: unknown = await answer
    if (value && typeof value === 'object' && 'return' in value) await (value as AsyncGenerator).return(undefined)
    return { code: null, data: null }
  } catch (error) {
    const { code, data } = await refusal(Promise.reject(error))
    return { code, data }
  }
}

describe('every procedure', () => {
  it('is found by the walk', () => {
    expect(procedures.length).toBeGreaterThan(40)
    expect(procedures.map((p) => p.name)).toContain('usuarios.update')
  })

  it.each(procedures)('$name ($gate) asks for what its gate says, of nobody', async (entry) => {
    const { code } = await ask(entry, null)
    if (entry.gate === 'setup') expect(code).toBe('setup.done')
    else if (entry.gate === 'public') expect(String(code)).not.toMatch(/^(access\.(required|denied)|office\.internal)$/)
    else expect(code).toBe('access.required')
  })

  const withRoles = procedures.flatMap((entry) => ROLES.map((rol) => ({ ...entry, rol })))
  it.each(withRoles)('$name ($gate) asks for what its gate says, of $rol', async (entry) => {
    const { code, data } = await ask(entry, entry.rol)
    const { gate } = entry
    if (gate === 'setup') expect(code).toBe('setup.done')
    else if (gate === 'public' || gate === 'session' || roleCan(entry.rol, gate))
      expect(String(code)).not.toMatch(/^(access\.(required|denied)|office\.internal)$/)
    else expect({ code, data }).toEqual({ code: 'access.denied', data: { permission: gate } })
  })

  it('is refused before its input is looked at', async () => {
    const entry = procedures.find((p) => p.name === 'usuarios.create') as Entry
    expect((await ask(entry, 'operador')).code).toBe('access.denied')
    expect((await ask(entry, 'admin')).code).toBe('input.invalid')
  })
})

describe('permissions', () => {
  it('are each asked for by some procedure', () => {
    const asked = new Set<Gate>(procedures.map((p) => p.gate))
    expect(PERMISSIONS.filter((permission) => !asked.has(permission))).toEqual([])
  })

  it('are given to roles on purpose: a change here is a decision', () => {
    const table: Record<Rol, Permission[]> = {
      admin: [
        'cliente.read',
        'cliente.write',
        'cliente.import',
        'plan.read',
        'plan.write',
        'servicio.write',
        'factura.read',
        'factura.issue',
        'facturacion.config',
        'corrida.run',
        'cargo.write',
        'nota_credito.issue',
        'devolucion.record',
        'promesa.grant',
        'correo.read',
        'correo.send',
        'reporte.read',
        'pago.read',
        'pago.record',
        'recibo.print',
        'factura.print',
        'caja.operate',
        'caja.supervise',
        'caja.config',
        'pago.void',
        'conciliacion.read',
        'conciliacion.record',
        'pasarela.config',
        'red.read',
        'red.write',
        'red.config',
        'corte.run',
        'tenant.write',
        'puesto.write',
        'usuario.read',
        'usuario.write',
        'auditoria.read',
        'office.check',
      ],
      cobranza: [
        'cliente.read',
        'plan.read',
        'factura.read',
        'pago.read',
        'red.read',
        'cliente.write',
        'pago.record',
        'caja.operate',
        'pago.void',
        'conciliacion.read',
        'conciliacion.record',
        'recibo.print',
        'factura.print',
        'puesto.write',
        'cargo.write',
        'promesa.grant',
        'correo.read',
        'correo.send',
        'reporte.read',
      ],
      soporte: [
        'cliente.read',
        'plan.read',
        'factura.read',
        'pago.read',
        'red.read',
        'cliente.write',
        'factura.print',
        'promesa.grant',
        'correo.read',
        'correo.send',
      ],
      operador: [
        'cliente.read',
        'plan.read',
        'factura.read',
        'pago.read',
        'red.read',
        'cliente.write',
        'servicio.write',
        'red.write',
        'corte.run',
      ],
    }
    expect(ROLE_PERMISSIONS).toEqual(table)
  })

  it('open to nobody are only these', () => {
    const doors = procedures.filter((p) => p.gate === 'public' || p.gate === 'setup').map((p) => p.name)
    expect(doors.sort()).toEqual([
      'access.login',
      'access.logout',
      'access.me',
      'access.people',
      'setup.create',
      'setup.status',
    ])
  })

  it('do not come with the demands of a caller', async () => {
    const sneaky = { requestId: newRequestId(), rol: 'admin', permissions: [...PERMISSIONS], ...TENANT, expected: 0 }
    const operador = await office.as('operador')
    expect((await refusal(operador.tenant.update(sneaky))).code).toBe('access.denied')
  })
})
