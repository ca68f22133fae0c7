import { fold } from '../../customers/fold.ts'
import { bareDocumento } from '../../reconciliation/match/signals.ts'
import { nameSigns, otherName, type Sign, surnamesIn } from './names.ts'
import { readObject, type Said } from './said.ts'
import type { Fit, ObjetoLeido, ServicioConocido } from './types.ts'
import { addressWords, type LinkWorld, plainCode, plainMac } from './world.ts'

/** How sure each sign makes it, by itself, in thousandths; together they leave what all of them leave open. */
const SURE = {
  usuario: 995,
  referencia: 990,
  mac: 970,
  ip: 900,
  documento: 950,
  telefono: 890,
  codigo: 900,
  plan: 150,
  plan_distinto: -150,
  tecnologia_distinta: -300,
  baja: -250,
  no_es_acceso: -150,
}
const ADDRESS = 350
/** A code of fewer characters is a number that may mean anything. */
const SHORT_CODE = 3
const SHORT_CODE_SURE = 450

/** Names are told apart by their rare words: many clients share a first name. */
const COMMON_WORD = 400

function named(world: LinkWorld, said: Said): readonly number[] {
  const lists = said.deNombre
    .map((word) => world.byNombre(word))
    .filter((list) => list.length > 0)
    .sort((a, b) => a.length - b.length)
  return lists
    .filter((list) => list.length <= COMMON_WORD)
    .slice(0, 4)
    .flat()
}

function candidates(world: LinkWorld, object: ObjetoLeido, said: Said): Set<number> {
  const found = new Set<number>([...world.byRef(object.clave), ...named(world, said)])
  const add = (places: readonly number[]) => {
    for (const place of places) found.add(place)
  }
  for (const mac of said.macs) add(world.byMac(mac))
  if (said.ip !== '') add(world.byIp(said.ip))
  for (const codigo of said.codigos) add(world.byCodigo(codigo))
  for (const { surname } of surnamesIn(world, said)) add(world.byNombre(surname))
  for (const number of said.numeros) {
    add(world.byDocumento(bareDocumento(number)))
    if (number.length >= 8) add(world.byTelefono(number))
  }
  return found
}

/** The signs that weigh so much: by name `[motivo, text, sure]`. */
function signsOf(world: LinkWorld, object: ObjetoLeido, said: Said, place: number): Sign[] {
  const servicio = world.servicios[place] as ServicioConocido
  const signs: Sign[] = []
  const note = (motivo: keyof typeof SURE, texto: string, sure = SURE[motivo]) => signs.push({ motivo, texto, sure })
  if (world.byRef(object.clave).includes(place))
    note(servicio.usuario === object.clave ? 'usuario' : 'referencia', object.clave)
  const mac = said.macs.find((each) => world.byMac(each).includes(place))
  if (mac !== undefined)
    note('mac', mac === plainMac(object.mac) ? object.mac : servicio.mac || servicio.dispositivoRef)
  if (said.ip !== '' && world.byIp(said.ip).includes(place)) note('ip', said.ip)
  const codigo = plainCode(servicio.codigo)
  if (said.codigos.includes(codigo)) {
    const whole = plainCode(object.clave) === codigo
    note('codigo', servicio.codigo, codigo.length >= SHORT_CODE || whole ? SURE.codigo : SHORT_CODE_SURE)
  }
  const documento = bareDocumento(servicio.documento)
  if (documento.length >= 6 && said.numeros.some((number) => bareDocumento(number) === documento))
    note('documento', servicio.documento)
  if (said.numeros.some((number) => number.length >= 8 && world.byTelefono(number).includes(place)))
    note('telefono', servicio.telefono)
  signs.push(...nameSigns(world, said, servicio), ...addressSigns(said, servicio))
  return signs
}

function addressSigns(said: Said, { direccion }: ServicioConocido): Sign[] {
  const own = [...new Set(addressWords(direccion))]
  const shared = own.filter((word) => said.palabras.includes(word))
  const hasStreet = shared.some((word) => /\p{L}{3}/u.test(word))
  if (!hasStreet) return []
  const sure = shared.length >= 2 ? ADDRESS : ADDRESS / 3
  return [{ motivo: 'direccion', texto: shared.join(' '), sure: Math.round(sure) }]
}

const CARRIED_BY: Record<ObjetoLeido['tipo'], readonly ServicioConocido['tecnologia'][]> = {
  ppp_secret: ['pppoe', 'fiber', 'wireless'],
  dhcp_lease: ['dhcp', 'fiber', 'wireless'],
  simple_queue: ['dhcp', 'wireless', 'fiber', 'pppoe'],
  uisp_servicio: ['pppoe', 'dhcp', 'fiber', 'wireless'],
}

/** The profile that accesses are cut with where no plan names another. */
const CUT_PROFILE = 'morosos'

/** While it is cut, another speed than its plan's does not speak against it. */
const isCut = ({ perfil }: ObjetoLeido, { estado, perfilCorte }: ServicioConocido): boolean =>
  estado === 'suspendido' || (perfil !== '' && [CUT_PROFILE, fold(perfilCorte)].includes(fold(perfil)))

/** What speaks for or against it once somebody is named. */
function circumstances(object: ObjetoLeido, { equipos }: Said, servicio: ServicioConocido): Sign[] {
  const signs: Sign[] = []
  const note = (motivo: keyof typeof SURE, texto: string) => signs.push({ motivo, texto, sure: SURE[motivo] })
  if (object.velocidad !== null) {
    const same = object.velocidad.bajada === servicio.bajada && object.velocidad.subida === servicio.subida
    if (same) note('plan', servicio.planNombre)
    else if (!isCut(object, servicio)) note('plan_distinto', servicio.planNombre)
  }
  if (!CARRIED_BY[object.tipo].includes(servicio.tecnologia)) note('tecnologia_distinta', servicio.tecnologia)
  if (servicio.estado === 'baja') note('baja', '')
  if (equipos[0] !== undefined) note('no_es_acceso', equipos[0])
  return signs
}

/** What no sign leaves open, then shares of it for and against. */
function together(signs: readonly { sure: number }[]): number {
  const open = signs.reduce((left, { sure }) => (sure > 0 ? left * (1 - sure / 1000) : left), 1)
  const against = signs.reduce((left, { sure }) => (sure < 0 ? left * (1 + sure / 1000) : left), 1)
  return Math.round(1000 * (1 - open) * against)
}

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** An access that has the very name noted on this service, and on no other in force, is its: nothing speaks against that. */
function isOwn(world: LinkWorld, { tipo, clave }: ObjetoLeido, place: number): boolean {
  const { usuario, dispositivoRef, estado } = world.servicios[place] as ServicioConocido
  if (tipo !== 'ppp_secret' || estado === 'baja') return false
  if (!sameName(clave, usuario) && !sameName(clave, dispositivoRef)) return false
  return world.byRef(clave).every((other) => other === place || world.servicios[other]?.estado === 'baja')
}

/** Services that an object may be, best first: `puntaje` 1–1000. A circumstance alone names nobody. */
export function fits(world: LinkWorld, object: ObjetoLeido): Fit[] {
  const said = readObject(object)
  return [...candidates(world, object, said)]
    .flatMap((servicio) => {
      const naming = signsOf(world, object, said, servicio)
      if (naming.length === 0) return []
      const known = world.servicios[servicio] as ServicioConocido
      const other = otherName(world, said, known)
      const signs = [...naming, ...circumstances(object, said, known), ...other]
      const propio = isOwn(world, object, servicio)
      const motivos = signs
        .toSorted((a, b) => Math.abs(b.sure) - Math.abs(a.sure))
        .map(({ motivo, texto }) => ({ motivo, texto }))
      const puntaje = together(propio ? naming : signs)
      return [{ servicio, puntaje, nombrado: together([...naming, ...other]), propio, motivos }]
    })
    .filter(({ puntaje }) => puntaje > 0)
    .sort((a, b) => Number(b.propio) - Number(a.propio) || b.puntaje - a.puntaje || a.servicio - b.servicio)
}
