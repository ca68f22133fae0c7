import type { EstadoServicioCliente, Tecnologia } from '../../../contract/enums.ts'
import { folded, wordList } from '../fold.ts'
import type { RowReader } from './issues.ts'

/** How other programs say it, folded. */
const ESTADOS: Readonly<Record<EstadoServicioCliente, readonly string[]>> = {
  activo: wordList(`
    activo, activa, active, ativo, ativa, habilitado, habilitada, enabled, alta, conectado, conectada,
    en servicio, vigente, ok, online, si, al dia, normal, a, 1, true, instalado, funcionando`),
  suspendido: wordList(`
    suspendido, suspendida, suspended, suspenso, suspensa, cortado, cortada, corte, bloqueado, bloqueada,
    blocked, moroso, morosa, pausado, pausada, paused, deshabilitado, deshabilitada, disabled, inactivo,
    inactiva, inactive, inativo, inativa, desconectado, desconectada, s, en corte, reducido, cut`),
  baja: wordList(`
    baja, de baja, dado de baja, baja definitiva, cancelado, cancelada, cancelled, canceled, retirado, retirada,
    terminado, terminated, closed, cerrado, eliminado, anulado, ex cliente, b, desinstalado, rescindido,
    finalizado, deleted, baixa`),
}

const known = new Map<string, EstadoServicioCliente>()
for (const estado of Object.keys(ESTADOS) as EstadoServicioCliente[]) {
  for (const word of ESTADOS[estado]) known.set(word, estado)
}

export type EstadoChoices = Readonly<Record<string, EstadoServicioCliente>>

/** Key of a word of the state column. */
export const estadoKey = folded

/** What a word of the state column means: the person's choice, else ours, else null. */
export const estadoOf = (clave: string, choices: EstadoChoices): EstadoServicioCliente | null =>
  (Object.hasOwn(choices, clave) ? choices[clave] : known.get(clave)) ?? null

/** State of the row. Without a column or a word it is `activo`; a word that nobody knows is an error of the row. */
export function readEstado(row: RowReader, choices: EstadoChoices): EstadoServicioCliente {
  if (!row.has('estadoServicio')) return 'activo'
  const text = row.raw('estadoServicio').trim()
  if (text === '') {
    row.say('estado.missing', 'estadoServicio', 'activo')
    return 'activo'
  }
  if (text !== row.raw('estadoServicio')) row.say('text.spaces', 'estadoServicio')
  const estado = estadoOf(estadoKey(text), choices)
  if (estado === null) {
    row.say('estado.unknown', 'estadoServicio')
    return 'activo'
  }
  const plain = text === estado || text === estado[0]?.toUpperCase() + estado.slice(1)
  if (!plain) row.say('estado.read_as', 'estadoServicio', estado)
  return estado
}

const TECNOLOGIAS: Readonly<Record<Tecnologia, RegExp>> = {
  pppoe: /\bpppo?e?\b/,
  dhcp: /\b(?:dhcp|ipoe|ip fija|hotspot|static)\b/,
  fiber: /\b(?:fiber|fibre|fibra|ftth|gpon|epon|xpon|optica)\b/,
  wireless: /\b(?:wireless|inalambric[oa]|radio|antena|aire|wifi|wi fi|wisp|sem fio)\b/,
}

/** Technology of the column, else what the row itself shows: a PPPoE user, fibre in the plan's name, an address. */
export function readTecnologia(row: RowReader, usuario: string, plan: string): Tecnologia {
  const text = row.raw('tecnologia').trim()
  const said = technologyIn(text)
  if (said) return said
  const implied = usuario !== '' ? 'pppoe' : (technologyIn(plan) ?? 'dhcp')
  if (text !== '') row.say('tecnologia.unknown', 'tecnologia', implied)
  return implied
}

const technologyIn = (text: string): Tecnologia | null => {
  const plain = folded(text)
  return (Object.keys(TECNOLOGIAS) as Tecnologia[]).find((key) => TECNOLOGIAS[key].test(plain)) ?? null
}
