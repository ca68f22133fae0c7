import { dispositivoRef, pickPlan, PLANES } from '../../../office/demo/catalog.ts'
import { inventCliente, isCompanyName, pppoeUser } from '../../../office/demo/people.ts'
import { Random } from '../../../office/demo/random.ts'
import type { ServicioSembrado } from './types.ts'

/** Invented clients with a service each, of all technologies. */
export function inventServicios(count: number, seed: number): ServicioSembrado[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, at) => {
    const { nombreRazonSocial: nombre, documento } = inventCliente(random, at + 1)
    const plan = PLANES[pickPlan(random, isCompanyName(nombre))]
    const tecnologia = plan?.tecnologia ?? 'pppoe'
    return {
      codigo: `C-${String(at + 1).padStart(4, '0')}`,
      nombre,
      documento,
      tecnologia,
      ref: dispositivoRef(random, tecnologia, pppoeUser(nombre, at + 1)),
      plan: { nombre: plan?.nombre ?? 'Hogar 20', bajada: plan?.down ?? 20, subida: plan?.up ?? 5 },
      cortado: random.chance(0.06),
    }
  })
}
