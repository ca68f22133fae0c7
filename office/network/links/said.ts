import type { ObjetoLeido } from './types.ts'
import { isEquipment, isTechnical, likeNames, tellingWords, withoutPlaces } from './vocabulary.ts'
import { plainCode, plainIp, plainMac } from './world.ts'

/** What the name and the comment of an object say. */
export interface Said {
  palabras: string[]
  /** Those of them that may be a name's: not the word after `torre`, `barrio` and their like. */
  deNombre: string[]
  /** Words of the comment that may be somebody's name. */
  nombres: string[]
  /** Runs of letters in the name of an access or a queue: `ggaleano5` has `ggaleano`. */
  usuarios: string[]
  codigos: string[]
  numeros: string[]
  ip: string
  /** Its own, and those in the comment. */
  macs: string[]
  /** Words that say that it is a camera or a link rather than a client's access. */
  equipos: string[]
}

const MARK = /[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu
const MAC =
  /(?<![\p{L}\p{N}])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\p{L}\p{N}])/giu
const ADDRESS = /(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\p{L}\p{N}])/gu
/** A document, a phone or a date: its parts are nobody's code. */
const LONG_NUMBER = 6

function codesOf(text: string): string[] {
  const marks = text.replace(ADDRESS, ' ').match(MARK) ?? []
  const parts = marks.flatMap((mark) => {
    const long = /^[\d.-]+$/.test(mark) && mark.replace(/\D/g, '').length >= LONG_NUMBER
    if (long) return [mark]
    const pieces = mark.split(/[-_.]/)
    // `cli-C-0013` says `C-0013`.
    const pairs = pieces.slice(1).flatMap((piece, at) => {
      const before = pieces[at] ?? ''
      return /^\p{L}{1,3}$/u.test(before) && /^\d+$/.test(piece) ? [`${before}${piece}`] : []
    })
    return [mark, ...pieces, ...pairs]
  })
  return [...new Set(parts.filter((part) => /\d/.test(part)).map(plainCode))]
}

export function readObject({ clave, comentario, ip, mac }: ObjetoLeido): Said {
  const name = plainMac(clave) !== '' || plainIp(clave) !== '' ? '' : clave
  const text = `${name} ${comentario}`.replace(MAC, ' ')
  const numbers = text.match(/\d[\d.-]*\d/g) ?? []
  const inName = tellingWords(name.replace(/[._-]/g, ' '))
  const own = plainMac(mac)
  const written = (comentario.match(MAC) ?? []).map(plainMac)
  return {
    palabras: [...new Set([...tellingWords(comentario), ...inName])],
    deNombre: [...new Set([...tellingWords(withoutPlaces(comentario)), ...inName])],
    nombres: likeNames(comentario),
    usuarios: inName.flatMap((word) => word.match(/\p{L}{4,}/gu) ?? []).filter((run) => !isTechnical(run)),
    codigos: codesOf(text),
    numeros: [...new Set(numbers.map((number) => number.replace(/\D/g, '')).filter((number) => number.length >= 6))],
    ip: plainIp(ip),
    macs: [...new Set([own, ...written])].filter((each) => each !== ''),
    equipos: [...tellingWords(comentario), ...inName].filter(isEquipment),
  }
}
