import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

/** Reads source files as trees, to find what they say and which translations they ask for. */

export const root = path.resolve(import.meta.dirname, '../..')

export interface Node {
  type: string
  start: number
  [field: string]: unknown
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

export interface Source {
  file: string
  text: string
  program: Node
}

export function sourcesUnder(folder: string): Source[] {
  const base = path.join(root, folder)
  if (!fs.existsSync(base)) return []
  return fs
    .readdirSync(base, { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const file = path.join(folder, name)
      const text = fs.readFileSync(path.join(root, file), 'utf8')
      const { program, errors } = parseSync(file, text)
      if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
      return { file, text, program: program as unknown as Node }
    })
}

export const lineOf = (source: Source, node: Node): string =>
  `${source.file}:${source.text.slice(0, node.start).split('\n').length}`

export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of childrenOf(node)) walk(child, visit)
}

/** What an expression can be as text: `*` stands for what is only known when it runs. */
export function textsOf(node: unknown): string[] {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : []
    case 'TemplateLiteral':
      return [(node['quasis'] as Node[]).map((quasi) => (quasi['value'] as { cooked: string }).cooked).join('*')]
    case 'ConditionalExpression':
      return [...textsOf(node['consequent']), ...textsOf(node['alternate'])]
    case 'LogicalExpression':
      return [...textsOf(node['left']), ...textsOf(node['right'])]
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return textsOf(node['expression'])
    default:
      return []
  }
}

export interface UsedKey {
  where: string
  /** Tried in this order when the key names none. */
  namespaces: string[]
  key: string
}

const isFunction = ({ type }: Node) => /Function/.test(type)
const nameOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Identifier' ? String(node['name']) : null

function namespacesOf(call: Node): string[] {
  const [argument] = call['arguments'] as Node[]
  if (argument === undefined) return ['common']
  return argument.type === 'ArrayExpression' ? (argument['elements'] as Node[]).flatMap(textsOf) : textsOf(argument)
}

/** `const { t: common } = useTranslation('x')` → [common, [x]]. */
function bindingOf(node: Node): [name: string, namespaces: string[]] | null {
  if (node.type !== 'VariableDeclarator') return null
  const { id, init } = node as { id?: unknown; init?: unknown }
  if (!isNode(init) || init.type !== 'CallExpression' || nameOf(init['callee']) !== 'useTranslation') return null
  if (!isNode(id) || id.type !== 'ObjectPattern') return null
  for (const property of id['properties'] as Node[]) {
    if (nameOf(property['key']) === 't') return [nameOf(property['value']) ?? 't', namespacesOf(init)]
  }
  return null
}

/** The keys that components ask for through `useTranslation`, function by function. */
export function keysAskedBy(source: Source): UsedKey[] {
  const used: UsedKey[] = []
  const enter = (node: Node, scope: ReadonlyMap<string, string[]>) => {
    let inner = scope
    if (isFunction(node) || node.type === 'Program') {
      const own = new Map(scope)
      const bind = (child: Node) => {
        const binding = bindingOf(child)
        if (binding !== null) own.set(...binding)
        if (!isFunction(child)) childrenOf(child).forEach(bind)
      }
      childrenOf(node).forEach(bind)
      inner = own
    }
    if (node.type === 'CallExpression') {
      const namespaces = inner.get(nameOf(node['callee']) ?? '')
      const [argument] = node['arguments'] as Node[]
      for (const key of namespaces === undefined ? [] : textsOf(argument)) {
        used.push({ where: lineOf(source, node), namespaces: namespaces ?? [], key })
      }
    }
    for (const child of childrenOf(node)) enter(child, inner)
  }
  enter(source.program, new Map())
  return used
}
