import type { ObjetoLeido, ServicioConocido } from '../../office/network/links/types.ts'
import { object } from './links-world.ts'

// Three hundred clients and what a router carries of them, as technicians write it, each entry with whose it is. All invented, and
// the same each time.

/** Names that many share, with the usual accents. */
const FIRST = (
  'María José Juan Ana Carlos Rosa Luis Marta Jorge Lucía Óscar Elena Raúl Inés Héctor Silvia Ramón Graciela Andrés Noemí ' +
  'Julián Beatriz Sebastián Verónica Tomás Lorena Víctor Patricia Matías Gabriela João Conceição'
).split(' ')
const SURNAMES = (
  'González Rodríguez Gómez Fernández López Díaz Martínez Pérez Romero Sosa Benítez Acosta Quiroga Medina Herrera Suárez ' +
  'Aguirre Giménez Peralta Molina Ortiz Silva Núñez Luna Cabrera Ríos Ferreyra Godoy Morales Ibáñez Villalba Cáceres Ledesma ' +
  'Maidana Ojeda Páez Quinteros Zárate Toledo Barrios Farías Coronel Espíndola Galeano Leguizamón Vallejos Arce Insfrán ' +
  'Bogado Chamorro Duarte Echeverría Frutos Gauna Hermosilla Iturbe Jara Krause Lezcano Monges Noguera Olmedo Portillo'
).split(' ')
const STREETS = ['Belgrano', 'Los Aromos', 'San Martín', 'Colón', 'Rivadavia', 'Las Heras', '9 de Julio', 'Moreno']
const PLANS = [
  { planNombre: 'Hogar 20', bajada: 20, subida: 5 },
  { planNombre: 'Hogar 50', bajada: 50, subida: 10 },
  { planNombre: 'Familia Veloz 100', bajada: 100, subida: 20 },
] as const

/** The same numbers each time (mulberry32). */
function lots(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  const of = <T>(list: readonly T[]): T => list[below(list.length)] as T
  return { below, of }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')
const squeezed = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
const hex = (n: number): string => n.toString(16).padStart(2, '0').toUpperCase()

export interface Labelled {
  object: ObjetoLeido
  /** How it was written. */
  style: string
  /** Whose it is; null: no client's. */
  servicioId: string | null
}

export interface LabelledSet {
  servicios: ServicioConocido[]
  entries: Labelled[]
}

interface Person {
  servicio: ServicioConocido
  first: string
  surname: string
  mac: string
  ip: string
}

function makePeople(count: number, lot: ReturnType<typeof lots>): Person[] {
  const people: Person[] = []
  for (let n = 0; n < count; n++) people.push(makePerson(n, people.at(-1), lot))
  return people
}

function makePerson(n: number, before: Person | undefined, lot: ReturnType<typeof lots>): Person {
  const first = lot.of(FIRST)
  // One in five has the surname of the one before: brothers, and strangers of the same name.
  const surname = n % 5 === 1 && before ? before.surname : lot.of(SURNAMES)
  const particle = n % 11 === 0 ? 'de la ' : n % 13 === 0 ? 'dos ' : ''
  const second = n % 3 === 0 ? ` ${lot.of(FIRST)}` : ''
  const last = n % 4 === 0 ? ` ${lot.of(SURNAMES)}` : ''
  const document = String(20_000_000 + n * 61_237)
  const mac = `02:7C:${hex(lot.below(256))}:${hex(lot.below(256))}:${hex(n >> 8)}:${hex(n & 255)}`
  const ip = `10.40.${Math.floor(n / 250)}.${(n % 250) + 2}`
  const servicio: ServicioConocido = {
    servicioId: `s${n}`,
    clienteId: `c${n}`,
    codigo: n % 2 === 0 ? String(1000 + n) : `C-${String(n).padStart(4, '0')}`,
    // Now and then two have the very same name.
    nombre: n % 30 === 29 && before ? before.servicio.nombre : `${first}${second} ${particle}${surname}${last}`,
    documento: n % 3 === 0 ? document : document.replace(/(\d{2})(\d{3})(\d{3})/, '$1.$2.$3'),
    // Families share a phone.
    telefono: `11 4${String(500_0000 + Math.floor(n / 2) * 137).slice(0, 3)}-${String(1000 + Math.floor(n / 2) * 29).slice(-4)}`,
    direccion: `${lot.of(STREETS)} ${100 + lot.below(900)}`,
    tecnologia: n % 10 === 9 ? 'dhcp' : 'pppoe',
    dispositivoRef: n % 7 === 0 ? `${squeezed(first).slice(0, 1)}${squeezed(surname)}${n}` : '',
    usuario: '',
    ip: n % 9 === 0 ? ip : '',
    mac: n % 5 === 0 ? mac : '',
    ...(PLANS[n % PLANS.length] ?? PLANS[0]),
    estado: n % 25 === 24 ? 'suspendido' : n % 40 === 39 ? 'baja' : 'activo',
    perfilCorte: 'morosos',
  }
  return n % 30 === 29 && before ? { ...before, servicio, mac, ip } : { servicio, first, surname, mac, ip }
}

/** A letter left out, doubled or swapped with the next. */
function misspelt(word: string, lot: ReturnType<typeof lots>): string {
  const at = 1 + lot.below(Math.max(1, word.length - 2))
  const [a, b] = [word.slice(0, at), word.slice(at)]
  return (
    [`${a}${b.slice(1)}`, `${a}${b.slice(0, 1)}${b}`, `${a}${b.slice(1, 2)}${b.slice(0, 1)}${b.slice(2)}`][
      lot.below(3)
    ] ?? word
  )
}

type Writing = Partial<ObjetoLeido>
type Style = (person: Person, n: number, lot: ReturnType<typeof lots>) => Writing

const initial = ({ first, surname }: Person): string => `${squeezed(first).slice(0, 1)}${squeezed(surname)}`

/** How technicians name an access of a client and what they write beside it. */
const STYLES: Record<string, Style> = {
  'code in the comment': ({ servicio }) => ({ comentario: `cli ${servicio.codigo}` }),
  'code and name': ({ servicio, first, surname }) => ({ comentario: `${servicio.codigo} ${first} ${surname}` }),
  'code in the name': ({ servicio }) => ({ clave: `cli-${servicio.codigo}` }),
  'first name and surname': ({ first, surname }) => ({ comentario: `${first} ${surname}` }),
  'whole name': ({ servicio }) => ({ comentario: servicio.nombre }),
  'whole name in capitals without accents': ({ servicio }) => ({ comentario: plain(servicio.nombre).toUpperCase() }),
  'surname, first name': ({ first, surname }) => ({ comentario: `${surname}, ${first}` }),
  'initial and surname as user': (person, n) => ({ clave: `${initial(person)}${n % 2 ? '' : 500 + n}` }),
  'nickname and street': ({ servicio }) => ({ comentario: `El Colo, ${servicio.direccion}` }),
  'name and street': ({ servicio, first, surname }) => ({ comentario: `${first} ${surname} - ${servicio.direccion}` }),
  document: ({ servicio }) => ({ comentario: `DNI ${servicio.documento}` }),
  'document with other dots': ({ servicio, surname }) => ({
    comentario: `${surname} ${servicio.documento.replaceAll('.', '')}`,
  }),
  phone: ({ servicio }) => ({ comentario: `tel ${servicio.telefono}` }),
  'name and phone': ({ servicio, first, surname }) => ({ comentario: `${first} ${surname} ${servicio.telefono}` }),
  'misspelt surname': ({ first, surname }, _, lot) => ({ comentario: `${first} ${misspelt(surname, lot)}` }),
  'misspelt surname and document': ({ servicio, first, surname }, _, lot) => ({
    comentario: `${first} ${misspelt(surname, lot)} ${servicio.documento}`,
  }),
  'tower, name and surname': ({ first, surname }, n) => ({
    comentario: `Torre ${(n % 4) + 1} panel norte ${first} ${surname}`,
  }),
  address: ({ ip }) => ({ clave: ip, ip, tipo: 'simple_queue' }),
  'MAC of a lease': ({ mac, ip }) => ({ clave: mac, mac, ip, tipo: 'dhcp_lease' }),
  'MAC in the comment': ({ mac, first }) => ({ comentario: `${first} ${mac.toLowerCase()}` }),
  'user of the service': ({ servicio }) => ({ clave: servicio.dispositivoRef || `u-${servicio.codigo}` }),
  'only the first name': ({ first }) => ({ comentario: first }),
  'only the surname': ({ surname }) => ({ comentario: `flia ${surname}` }),
}

/** What is no client's of this office, though it looks like one: the trap of each is beside it. */
function strangers(people: readonly Person[], lot: ReturnType<typeof lots>): Labelled[] {
  const nobody = (style: string, writing: Writing): Labelled => ({ object: object(writing), style, servicioId: null })
  const others = people.slice(0, 30)
  return [
    ...others.slice(0, 8).map(({ first, servicio }, n) =>
      // Somebody of that first name, and another's surname.
      nobody('a stranger with two first names of a client', {
        clave: `x${n}`,
        comentario: `${first} ${servicio.nombre.split(' ')[1] ?? ''} Quispe Mamani`,
      }),
    ),
    ...others
      .slice(8, 16)
      .map(({ surname }, n) =>
        nobody('a stranger of the same surname', { clave: `y${n}`, comentario: `Anastasia ${surname} Wenceslao` }),
      ),
    ...others.slice(16, 22).map(({ servicio }, n) =>
      nobody('a stranger of a client’s whole name and another surname', {
        clave: `w${n}`,
        comentario: `${servicio.nombre} Wenceslao`,
      }),
    ),
    ...others
      .slice(16, 22)
      .map(({ servicio }, n) =>
        nobody('a neighbour at the same street', { clave: `z${n}`, comentario: `vecino de ${servicio.direccion}` }),
      ),
    ...others.slice(22, 30).map(({ first, surname }, n) =>
      // The camera at a client's home is not the client's access.
      nobody('a camera named for a place', { clave: `camara-${n}`, comentario: `cámara ${surname} torre ${first}` }),
    ),
    ...['enlace-torre-norte', 'backhaul-nodo2', 'router-oficina', 'dvr-galpon', 'prueba', 'tecnico'].map((clave, n) =>
      nobody('infrastructure', {
        clave,
        comentario: ['enlace ptp', 'nodo 2 de la torre', '', 'NO BORRAR', 'test', ''][n] ?? '',
      }),
    ),
    ...Array.from({ length: 6 }, (_, n) =>
      // Of an office that was bought: its codes are other people's here.
      nobody('a code of other books with another name', {
        clave: `old-${n}`,
        comentario: `${1000 + lot.below(100) * 2} Wenceslao Quispe`,
      }),
    ),
  ]
}

const CLIENTS = 300
const ENTRIES = 300

/** The labelled set: 300 clients, 300 entries. */
export function labelledSet(seed = 7): LabelledSet {
  const lot = lots(seed)
  const people = makePeople(CLIENTS, lot)
  const rest = strangers(people, lot)
  const styles = Object.entries(STYLES)
  const theirs = people
    // Of who left nothing stays on the router, but now and then.
    .filter(({ servicio }, n) => servicio.estado !== 'baja' || n % 3 === 0)
    .slice(0, ENTRIES - rest.length)
    .map((person, n): Labelled => {
      const [style, write] = styles[n % styles.length] as [string, Style]
      const { servicio } = person
      const { bajada, subida } = n % 12 === 5 ? PLANS[0] : servicio
      const known = n % 2 === 0 ? { velocidad: { bajada, subida } } : {}
      const writing = {
        clave: `acceso-${n % 2 ? 'a' : 'b'}${String(n).padStart(3, 'x')}`,
        ...known,
        ...write(person, n, lot),
      }
      return { object: object(writing), style, servicioId: servicio.estado === 'baja' ? null : servicio.servicioId }
    })
  return { servicios: people.map(({ servicio }) => servicio), entries: [...theirs, ...rest] }
}
