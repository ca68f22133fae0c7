import type { MotivoVinculo } from '../../../contract/procedures/vinculos.ts'
import { indexWords } from '../../customers/fold.ts'
import type { Said } from './said.ts'
import type { ServicioConocido } from './types.ts'
import { tellingWords } from './vocabulary.ts'
import type { LinkWorld } from './world.ts'

/** A reason with its weight in thousandths, for or against. */
export interface Sign {
  motivo: MotivoVinculo
  texto: string
  sure: number
}

const WHOLE_NAME = 880
const PART_NAME = 550
const ONE_WORD = 250
/** A name beside a word of another's, and beside two of them: María José, of other surnames. */
const WITH_ANOTHER = 0.9
const WITH_OTHERS = 0.6
/** A surname in a user's name, after the initial of the client's other name. */
const SURNAME_ALONE = 560
const SURNAME_BARE = 400
const SURNAME_OF_FEW = 300
const FEW = 5
const SHORTEST_SURNAME = 4
/** Leaves even what is sure by all other signs below `probable`. */
const OTHER_NAME = -460

/** What the object says of the client's name: the better of the words written and the surname inside of its user. */
export function nameSigns(world: LinkWorld, said: Said, servicio: ServicioConocido): Sign[] {
  const own = tellingWords(servicio.nombre)
  const signs = [writtenName(world, said, servicio, own), surnameInUser(world, said, own)].filter(
    (sign) => sign !== null,
  )
  return signs.toSorted((a, b) => b.sure - a.sure).slice(0, 1)
}

/** Words of the comment that may be a name, and are none of the client's, nor of their street or a plan. */
function besides(world: LinkWorld, said: Said, { nombre, direccion }: ServicioConocido): number {
  const known = new Set([...indexWords(nombre), ...indexWords(direccion)])
  return said.nombres.filter((word) => !known.has(word) && !world.isOfPlan(word)).length
}

function writtenName(world: LinkWorld, said: Said, servicio: ServicioConocido, own: readonly string[]): Sign | null {
  const shared = own.filter((word) => said.deNombre.includes(word))
  if (shared.length === 0) return null
  const rarest = Math.min(...shared.map((word) => world.byNombre(word).length))
  const whole = shared.length >= 2 && (shared.length === own.length || shared.length >= 3)
  const sure = whole ? WHOLE_NAME : shared.length >= 2 ? PART_NAME : ONE_WORD
  // One shared word that hundreds have says nothing; three that only one client has together say it all.
  const others = besides(world, said, servicio)
  const alone = others === 0 && shared.length === own.length && shared.length >= 3 && world.clientsWithAll(shared) === 1
  const common = rarest <= 2 ? 1 : rarest <= 20 ? 0.9 : shared.length >= 2 ? 0.8 : 0.2
  // Whoever has a surname more is somebody else, as a rule.
  const beside = others === 0 ? 1 : others === 1 || shared.length >= 3 ? WITH_ANOTHER : WITH_OTHERS
  const telling = (alone ? 1 : common) * (whole || others >= 2 ? beside : 1)
  return { motivo: whole ? 'nombre' : 'nombre_parcial', texto: shared.join(' '), sure: Math.round(sure * telling) }
}

/** Ends of a user's name that are a word of few clients' names, with what stands before them. */
export const surnamesIn = (world: LinkWorld, { usuarios }: Said): { before: string; surname: string }[] =>
  usuarios
    .flatMap((run) =>
      Array.from({ length: run.length - SHORTEST_SURNAME + 1 }, (_, at) => ({
        before: run.slice(0, at),
        surname: run.slice(at),
      })),
    )
    .filter(({ surname }) => {
      const count = world.clientsNamed(surname)
      return count > 0 && count <= FEW
    })

function surnameInUser(world: LinkWorld, said: Said, own: readonly string[]): Sign | null {
  const sure = ({ before, surname }: { before: string; surname: string }): number => {
    if (!own.includes(surname)) return 0
    const others = own.filter((word) => word !== surname)
    const initial = before.length <= 2 ? before.slice(0, 1) : before
    const fits = before !== '' && others.some((word) => word.startsWith(initial))
    if (world.clientsNamed(surname) > 1) return fits ? SURNAME_OF_FEW : 0
    return fits ? SURNAME_ALONE : before === '' ? SURNAME_BARE : 0
  }
  const [best] = surnamesIn(world, said)
    .map((found) => ({ texto: found.surname, sure: sure(found) }))
    .filter((found) => found.sure > 0)
    .toSorted((a, b) => b.sure - a.sure)
  return best ? { motivo: 'nombre_parcial', ...best } : null
}

/** A comment with another's full name speaks against whoever its numbers name. Words of the plan or the street are no name. */
export function otherName(world: LinkWorld, said: Said, servicio: ServicioConocido): Sign[] {
  if (said.nombres.length < 2) return []
  const { nombre, direccion } = servicio
  const own = new Set(indexWords(nombre))
  if (said.nombres.some((word) => own.has(word))) return []
  const known = new Set(indexWords(direccion))
  const others = said.nombres.filter((word) => !known.has(word) && !world.isOfPlan(word))
  return others.length >= 2 ? [{ motivo: 'otro_nombre', texto: others.join(' '), sure: OTHER_NAME }] : []
}
