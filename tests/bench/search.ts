import Database from 'better-sqlite3'
import { Random } from '../../office/demo/random.ts'
import type { Rpc } from './offices.ts'
import { quantile } from './types.ts'

const QUERIES = 400
const WARM_UP = 60

/** What cashiers type, drawn from the office's own clients: names in pieces, with slips, codes, documents, phones. */
export async function typedTexts(rpc: Rpc, random: Random): Promise<string[]> {
  const { items } = await rpc.clientes.list({ sort: 'codigo', limit: 200 })
  const slip = (word: string) => {
    const at = random.int(1, Math.max(1, word.length - 2))
    return word.slice(0, at) + word.slice(at + 1)
  }
  return Array.from({ length: QUERIES + WARM_UP }, (_, n) => {
    const client = random.pick(items)
    const words = client.nombreRazonSocial.split(' ')
    const [first = '', second = ''] = words
    const last = words.at(-1) ?? ''
    switch (n % 8) {
      case 0:
        return first.slice(0, random.int(1, first.length))
      case 1:
        return `${first} ${last.slice(0, 3)}`
      case 2:
        return `${last} ${first} ${second}`.toLowerCase()
      case 3:
        return slip(last)
      case 4:
        return client.codigoCliente
      case 5:
        return client.documento.slice(0, 5)
      case 6:
        return client.telefono.slice(-7)
      default:
        return client.direccion.slice(0, 12)
    }
  })
}

/** 95th percentile of a search over the office's port, ms. */
export async function searchP95(rpc: Rpc): Promise<number> {
  const samples: number[] = []
  for (const texto of await typedTexts(rpc, new Random(11))) {
    const started = performance.now()
    await rpc.clientes.search({ texto, limit: 20 })
    samples.push(performance.now() - started)
  }
  return quantile(samples.slice(WARM_UP), 0.95)
}

/** The same texts as bare full-text queries of the same file, without a port, a ranking or a correction; p95, ms. */
export async function bareFtsP95(rpc: Rpc, file: string): Promise<number> {
  const sqlite = new Database(file, { readonly: true })
  const match = sqlite.prepare('select rowid from cliente_fts where cliente_fts match ? limit 20')
  const samples: number[] = []
  for (const texto of await typedTexts(rpc, new Random(11))) {
    const words = texto.match(/[\p{L}\p{N}]+/gu) ?? []
    if (words.length === 0) continue
    const query = words.map((word) => `"${word}"*`).join(' ')
    const started = performance.now()
    match.all(query)
    samples.push(performance.now() - started)
  }
  sqlite.close()
  return quantile(samples.slice(WARM_UP), 0.95)
}
