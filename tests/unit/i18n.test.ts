import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { START_FAILURES } from '../../contract/control.ts'
import {
  ESTADOS_CONCILIACION,
  ESTADOS_FACTURA,
  ESTADOS_SERVICIO,
  ESTADOS_SERVICIO_CLIENTE,
  ESTADOS_USUARIO,
  IDIOMAS,
  type Idioma,
  METODOS_PAGO,
  POLITICAS_SUSPENSION,
  ROLES,
  TECNOLOGIAS,
} from '../../contract/enums.ts'
import { ERROR_CODES } from '../../contract/errors.ts'
import { DEMO_SIZES } from '../../contract/index.ts'
import { PERMISSIONS } from '../../contract/permissions.ts'
import { PAPELES } from '../../contract/shell.ts'
import { ACCIONES, CHECKS, isAccion } from '../../renderer/features/settings/codes.ts'
import {
  isNode,
  keysAskedBy,
  lineOf,
  type Node,
  root,
  sourcesUnder,
  textsOf,
  type UsedKey,
  walk,
} from './i18n-source.ts'

type Tree = { readonly [key: string]: string | Tree }

const FOLDER = path.join(root, 'resources/i18n')
const namespaces = fs
  .readdirSync(path.join(FOLDER, 'es'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))

function flatten(tree: Tree, prefix = '', into = new Map<string, string>()): Map<string, string> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + key, value)
    else flatten(value, `${prefix}${key}.`, into)
  }
  return into
}

const textsIn = (idioma: Idioma, namespace: string): Map<string, string> =>
  flatten(JSON.parse(fs.readFileSync(path.join(FOLDER, idioma, `${namespace}.json`), 'utf8')) as Tree)

const spanish = new Map(namespaces.map((namespace) => [namespace, textsIn('es', namespace)]))
const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*-?\s*(\w+)/g)].map(([, name]) => name ?? '').toSorted()

describe.each(namespaces)('%s', (namespace) => {
  const es = textsIn('es', namespace)
  it.each(['en', 'pt'] as const)('has the same keys in %s as in Spanish', (idioma) => {
    expect([...textsIn(idioma, namespace).keys()].toSorted()).toEqual([...es.keys()].toSorted())
  })
  it.each(['en', 'pt'] as const)('asks for the same values in %s as in Spanish', (idioma) => {
    const other = textsIn(idioma, namespace)
    for (const [key, text] of es) expect([key, ...variables(other.get(key) ?? '')]).toEqual([key, ...variables(text)])
  })
  it.each(IDIOMAS)('says something for every key in %s', (idioma) => {
    const empty = [...textsIn(idioma, namespace)].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty).toEqual([])
  })
})

const PLURAL = /_(zero|one|two|few|many|other)$/
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function exists({ key, namespaces: tried }: UsedKey): boolean {
  const [named, rest] = key.includes(':') ? key.split(':') : [null, key]
  const pattern = new RegExp(`^${(rest ?? '').split('*').map(escaped).join('.+')}$`)
  return (named === null ? tried : [named ?? '']).some((namespace) =>
    [...(spanish.get(namespace)?.keys() ?? [])].some(
      (has) => pattern.test(has) || pattern.test(has.replace(PLURAL, '')),
    ),
  )
}

/** What is asked of paper: `t('…')` and `context.t('…')` in the documents of the office. Tickets bring words of their own. */
function paperKeys(): UsedKey[] {
  const folders = ['office/documents', 'office/mail', 'office/printing']
  return folders.flatMap(sourcesUnder).flatMap((source) => {
    const used: UsedKey[] = []
    walk(source.program, (node) => {
      if (node.type !== 'CallExpression' || !isNode(node['callee'])) return
      const callee = node['callee']
      const name = callee.type === 'MemberExpression' ? (callee['property'] as Node)['name'] : callee['name']
      if (name !== 't') return
      const [argument] = node['arguments'] as Node[]
      for (const key of textsOf(argument)) {
        const namespaces = [key.startsWith('ticket.') ? 'impresion' : 'paper']
        used.push({ where: lineOf(source, node), namespaces, key })
      }
    })
    return used
  })
}

describe('keys', () => {
  it('that a screen asks for exist', () => {
    const used = sourcesUnder('renderer').flatMap(keysAskedBy)
    expect(used.length).toBeGreaterThan(200)
    expect(used.filter((key) => !exists(key)).map(({ where, key }) => `${where} ${key}`)).toEqual([])
  })
  it('that a paper asks for exist', () => {
    const used = paperKeys()
    expect(used.length).toBeGreaterThan(10)
    expect(used.filter((key) => !exists(key)).map(({ where, key }) => `${where} ${key}`)).toEqual([])
  })
})

const SPOKEN_PROPS = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'description',
  'error',
  'header',
  'help',
  'label',
  'legend',
  'nothingFoundMessage',
  'placeholder',
  'submitLabel',
  'subtitle',
  'text',
  'title',
])
const isSpoken = (text: string) => /\p{L}{2,}/u.test(text)

/** Words that a person would read and that no translation knows of. */
function hardCoded(): string[] {
  return sourcesUnder('renderer').flatMap((source) => {
    const found: string[] = []
    const report = (node: Node, text: string) => {
      if (isSpoken(text)) found.push(`${lineOf(source, node)} ${text.trim()}`)
    }
    walk(source.program, (node) => {
      if (node.type === 'JSXText') report(node, String(node['value']))
      if (
        node.type === 'JSXExpressionContainer' &&
        isNode(node['expression']) &&
        node['expression'].type === 'Literal'
      ) {
        for (const text of textsOf(node['expression'])) report(node, text)
      }
      if (node.type !== 'JSXAttribute') return
      const name = (node['name'] as Node)['name']
      if (typeof name !== 'string' || !SPOKEN_PROPS.has(name)) return
      const value = node['value']
      const texts =
        isNode(value) && value.type === 'JSXExpressionContainer' ? textsOf(value['expression']) : textsOf(value)
      for (const text of texts) report(node, text.replaceAll('*', ''))
    })
    return found
  })
}

it('no words are written into a screen', () => {
  expect(hardCoded()).toEqual([])
})

const has = (namespace: string, key: string) => spanish.get(namespace)?.has(key) ?? false

describe('words for', () => {
  it.each(Object.keys(ERROR_CODES))('error %s', (code) => {
    expect(has('errors', code)).toBe(true)
  })
  const values: [name: string, namespace: string, values: readonly string[]][] = [
    ['enums.rol', 'common', ROLES],
    ['enums.estadoServicio', 'common', [...ESTADOS_SERVICIO, ...ESTADOS_SERVICIO_CLIENTE]],
    ['enums.estadoFactura', 'common', ESTADOS_FACTURA],
    ['enums.estadoConciliacion', 'common', ESTADOS_CONCILIACION],
    ['enums.estadoUsuario', 'common', ESTADOS_USUARIO],
    ['enums.metodoPago', 'common', METODOS_PAGO],
    ['enums.tecnologia', 'common', TECNOLOGIAS],
    ['enums.politicaSuspension', 'common', POLITICAS_SUSPENSION],
    ['enums.idioma', 'common', IDIOMAS],
    ['enums.papel', 'common', PAPELES],
    ['gate.failed.reason', 'common', [...START_FAILURES, 'crashed'].map((code) => code.replace('.', '_'))],
    ['permission', 'settings', PERMISSIONS],
    ['check', 'settings', CHECKS],
    ['accion', 'settings', ACCIONES],
    ['start.sizes', 'access', DEMO_SIZES],
  ]
  it.each(values)('every %s', (name, namespace, all) => {
    expect(all.filter((value) => !has(namespace, `${name}.${value}`))).toEqual([])
  })

  it('everything that the office writes into its audit log', () => {
    const said = new Set<string>()
    for (const { program } of sourcesUnder('office'))
      walk(program, (node) => {
        const name = node['key'] ?? node['id']
        if (!['Property', 'VariableDeclarator'].includes(node.type) || !isNode(name) || name['name'] !== 'accion')
          return
        for (const text of textsOf(node['value'] ?? node['init'])) if (/^[a-z_]+\.\w+$/.test(text)) said.add(text)
      })
    expect(said.size).toBeGreaterThan(80)
    expect([...said].filter((accion) => !isAccion(accion))).toEqual([])
  })
})
