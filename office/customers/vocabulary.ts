import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { WordList } from './typo.ts'

type AnyDb = ReadDb | WriteDb

/** More new clients than this, and reading the index anew is cheaper than adding their words. */
const CATCH_UP = 2000

const statements = perConnection((db: AnyDb) => ({
  // Words that begin with a digit sort before letters: numbers are not corrected.
  words: db.sqlite
    .prepare<[], [string, number]>(`select term, doc from cliente_fts_vocabulario where term >= 'a'`)
    .raw(),
  last: db.sqlite.prepare<[], number | null>('select max(n) from cliente_busqueda').pluck(),
  since: db.sqlite
    .prepare<[number], [number, string, string]>(
      `select n, nombre, direccion from cliente_busqueda where n > ? order by n limit ${CATCH_UP}`,
    )
    .raw(),
}))

interface Vocabulary {
  words: WordList
  /** Last `cliente_busqueda.n` whose words are in. */
  upTo: number
}

const vocabularies = new WeakMap<AnyDb, Vocabulary>()

const isWord = (term: string): boolean => term.length > 2 && !/\d/.test(term)

function load(db: AnyDb): Vocabulary {
  const upTo = statements(db).last.get() ?? 0
  const words = new WordList(
    statements(db)
      .words.all()
      .filter(([term]) => isWord(term)),
  )
  return { words, upTo }
}

/**
 * The words of all names and addresses, read from the full-text index at the first use and kept up with what is
 * written since: every added or changed text has a higher number than all before.
 */
export function vocabularyOf(db: AnyDb): WordList {
  let vocabulary = vocabularies.get(db)
  const news = vocabulary ? statements(db).since.all(vocabulary.upTo) : []
  if (!vocabulary || news.length === CATCH_UP) {
    vocabulary = load(db)
    vocabularies.set(db, vocabulary)
    return vocabulary.words
  }
  for (const [n, nombre, direccion] of news) {
    for (const word of `${nombre} ${direccion}`.split(' ')) if (isWord(word)) vocabulary.words.add(word)
    vocabulary.upTo = n
  }
  return vocabulary.words
}
