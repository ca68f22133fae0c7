import type { TipoObjetoRed } from '../../../contract/enums.ts'
import type { DiferenciaRed, TipoDiferencia } from '../../../contract/index.ts'
import type { Row } from '../../routeros/index.ts'
import { parseBoolean } from '../../routeros/values.ts'
import { condicionOf, perfilReducido } from '../state/desired.ts'
import { newMemoria, planServicio } from '../state/plan.ts'
import { isOfCut } from '../state/profiles.ts'
import { nameOf } from '../state/secret.ts'
import { renderPlan } from '../state/render.ts'
import type { Libro, Orden, Plan, Visto } from '../state/types.ts'

/** What a difference is about, as far as the device and the books say; who the client is gets added by who shows it. */
export type Difference = Omit<DiferenciaRed, 'clienteId' | 'codigoCliente' | 'cliente'>

const CUTS = new Set(['disabled', 'block-access'])

/** Whether an order lets somebody in who is kept out. */
function lifts(orden: Orden, libro: Libro, { perfiles }: Visto): boolean {
  if (orden.menu === '/ip/firewall/address-list') return orden.verbo === 'remove'
  if (Object.keys(orden.valores).some((name) => CUTS.has(name) && orden.antes[name] === 'yes')) return true
  const { profile } = orden.antes
  return profile !== perfilReducido(libro) && isOfCut(libro, profile, perfiles)
}

/** Its access is open again, but its session may still be the one of a debtor. */
const wasCut = ({ objetos }: Libro): boolean => objetos.some(({ previo }) => 'profile' in (previo?.valores ?? {}))

function kindOf(libro: Libro, plan: Plan, visto: Visto): TipoDiferencia | null {
  const activo = condicionOf(libro) === 'activo'
  if (activo && plan.ordenes.some((orden) => lifts(orden, libro, visto))) return 'pago_y_cortado'
  if (plan.falla?.codigo === 'objeto_ausente') return 'objeto_ausente'
  if (plan.ordenes.some(({ verbo, menu }) => verbo === 'add' && menu !== '/ip/firewall/address-list'))
    return 'objeto_ausente'
  if (!activo) {
    if (plan.falla || plan.ordenes.length > 0) return 'debe_y_navega'
    if (plan.sesiones.length > 0) return 'sesion_de_cortado'
    return plan.perfiles.length > 0 ? 'velocidad_distinta' : null
  }
  if (plan.falla?.codigo === 'lista_ajena') return 'pago_y_cortado'
  if (plan.ordenes.length === 0 && plan.sesiones.length > 0 && wasCut(libro)) return 'pago_y_cortado'
  return plan.falla || plan.ordenes.length + plan.perfiles.length + plan.sesiones.length > 0
    ? 'velocidad_distinta'
    : null
}

const valuesOf = ({ perfiles, ordenes }: Plan): Difference['valores'] =>
  [...perfiles, ...ordenes].flatMap(({ verbo, valores, antes }) =>
    Object.keys(verbo === 'remove' ? antes : valores)
      .filter((propiedad) => propiedad !== 'password' && propiedad !== 'comment')
      .map((propiedad) => ({
        propiedad,
        tiene: antes[propiedad] ?? '',
        deberia: verbo === 'remove' ? '' : (valores[propiedad] ?? ''),
      })),
  )

function differenceOf(libro: Libro, visto: Visto): Difference | null {
  const plan = planServicio(libro, visto, newMemoria())
  const tipo = kindOf(libro, plan, visto)
  const [objeto] = libro.objetos
  if (tipo === null || !objeto) return null
  return {
    id: `${tipo} ${libro.servicioId}`,
    tipo,
    objetoTipo: objeto.tipo,
    objeto: objeto.clave,
    servicioId: libro.servicioId,
    valores: valuesOf(plan),
    comandos: renderPlan(plan),
    falla: plan.falla?.codigo ?? null,
    comentario: '',
  }
}

interface Found {
  tipo: TipoObjetoRed
  rows: ReadonlyMap<string, readonly Row[]>
  keyOf: (row: Row) => string
  names: (row: Row) => string[]
}

/** Objects of the kinds that clients have, that no service has. What the device made by itself is nobody's business. */
function orphans(libros: Iterable<Libro>, visto: Visto): Difference[] {
  const known = new Set<string>()
  for (const libro of libros)
    for (const objeto of libro.objetos) {
      known.add(`${objeto.tipo} ${objeto.clave}`)
      if (objeto.tipo === 'ppp_secret') known.add(`ppp_secret ${nameOf(libro, objeto)}`)
    }
  const mac = (row: Row) => (row['mac-address'] ?? '').toUpperCase()
  const byName = (row: Row) => row['name'] ?? ''
  const kinds: Found[] = [
    { tipo: 'ppp_secret', rows: visto.secrets, keyOf: byName, names: (row) => [byName(row)] },
    {
      tipo: 'dhcp_lease',
      rows: visto.leases,
      keyOf: (row) => mac(row) || (row['address'] ?? ''),
      names: (row) => [mac(row), row['address'] ?? ''],
    },
    { tipo: 'simple_queue', rows: visto.queues, keyOf: byName, names: (row) => [byName(row)] },
  ]
  const seen = new Set<Row>()
  return kinds.flatMap(({ tipo, rows, keyOf, names }) =>
    [...rows.values()].flat().flatMap((row): Difference[] => {
      if (seen.has(row) || parseBoolean(row['dynamic']) === true) return []
      seen.add(row)
      if (names(row).some((name) => known.has(`${tipo} ${name}`))) return []
      const objeto = keyOf(row)
      const base = { tipo: 'objeto_sin_cliente', objetoTipo: tipo, objeto, servicioId: null } as const
      const comentario = row['comment'] ?? ''
      return [{ ...base, id: `${tipo} ${row['.id'] ?? objeto}`, valores: [], comandos: [], falla: null, comentario }]
    }),
  )
}

/** Everything in which a device and the books differ. Pure. */
export function compare(libros: ReadonlyMap<string, Libro>, visto: Visto): Difference[] {
  const differences = [...libros.values()].flatMap((libro) => differenceOf(libro, visto) ?? [])
  return [...differences, ...orphans(libros.values(), visto)]
}
