import type { Orden, Plan } from './types.ts'

const SECRETS = new Set(['password'])

/** A value as the console takes it. */
function quoted(value: string): string {
  if (/^[\w.:/@,+-]+$/.test(value)) return value
  return `"${value.replace(/[\\"$?]/g, (char) => `\\${char}`)}"`
}

const shown = (name: string, value: string): string => (SECRETS.has(name) ? '"***"' : quoted(value))

function assignments(valores: Readonly<Record<string, string>>): string {
  return Object.entries(valores)
    .map(([name, value]) => `${name}=${shown(name, value)}`)
    .join(' ')
}

/** How the console finds an object again. A tag is part of a comment, and has brackets. */
const found = (busca: Readonly<Record<string, string>>): string => {
  const terms = Object.entries(busca).map(([name, value]) =>
    name === 'comment' ? `comment~"${value.replace(/[[\]]/g, (char) => `\\\\${char}`)}"` : `${name}=${quoted(value)}`,
  )
  return `[find ${terms.join(' ')}]`
}

/** A command as a person would type it in the device's terminal. Passwords are left out. */
export function renderOrden({ menu, verbo, busca, valores }: Orden): string {
  const path = `/${menu.slice(1).replaceAll('/', ' ')}`
  if (verbo === 'add') return `${path} add ${assignments(valores)}`
  if (verbo === 'set') return `${path} set ${found(busca)} ${assignments(valores)}`
  if (verbo === 'unset') return `${path} unset ${found(busca)} ${Object.keys(valores).join(',')}`
  return `${path} ${verbo} ${found(busca)}`
}

/** All of a plan, in the order in which it is sent. */
export const renderPlan = ({ perfiles, ordenes, sesiones }: Plan): string[] =>
  [...perfiles, ...ordenes, ...sesiones].map(renderOrden)
