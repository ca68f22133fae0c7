import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv, inImportWorld } from './import-world.ts'

const world = inImportWorld()
const { prepare, apply, importFile, value, contents, counts, expectSound, inNewOffice } = world

describe('any list of clients', () => {
  const names = ['Ana Paz', 'Eva Sol', 'José Ñáñez', "Luz D'Angelo", 'Hotel "Sur" S.R.L.', '=Suma']
  const row = fc.record({
    codigo: fc.constantFrom('', '1', '2', '3', 'A-1'),
    nombre: fc.constantFrom(...names, ''),
    documento: fc.constantFrom('', '20.111.222', '20333444', '27-20555666-1'),
    usuario: fc.constantFrom('', 'u1', 'u2', 'u3'),
    plan: fc.constantFrom('', 'Hogar 50', 'Pyme 100'),
    saldo: fc.oneof(
      fc.constant(''),
      fc.constant('x'),
      fc.integer({ min: -900_000, max: 900_000 }).map((n) => `${n},00`),
    ),
    estado: fc.constantFrom('Activo', 'Baja', 'Suspendido', ''),
  })
  const line = (r: {
    codigo: string
    nombre: string
    documento: string
    usuario: string
    plan: string
    saldo: string
    estado: string
  }) =>
    `${r.codigo};"${r.nombre.replaceAll('"', '""')}";${r.documento};;;;${r.usuario};${r.plan};50M/10M;100,00;${r.estado};${r.saldo};`
  const lists = fc.array(row, { minLength: 1, maxLength: 12 }).map((rows) => rows.map(line))

  it('opens accounts for exactly the balances of the accepted rows, and means nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(lists, (rows) =>
        inNewOffice(async () => {
          const { analysis, preview } = await prepare(csv(...rows))
          const accepted = (await world.admin.imports.rows({ importId: analysis.importId })).rows.filter(
            (r) => r.fate === 'create',
          )
          const sum = accepted.reduce((total, r) => total + (r.saldo ?? 0), 0)
          expect(preview.openingInvoices.total - preview.openingCredits.total).toBe(sum)
          await apply(analysis.importId)
          expect(value('select coalesce(sum(deuda - credito), 0) from cliente_saldo')).toBe(sum)
          await expectSound()
          const before = { contents: contents(), counts: counts() }
          const again = await importFile(csv(...rows))
          expect(again.fates).toMatchObject({ create: 0, update: 0 })
          expect({ contents: contents(), counts: counts() }).toEqual(before)
        }),
      ),
      { numRuns: 12 },
    )
  }, 120_000)

  it('with its rows shuffled becomes the same clients', async () => {
    // Where two rows of one person disagree the first one in the file counts, so here they agree.
    const unique = fc
      .uniqueArray(row, { selector: (r) => `${r.nombre} ${r.documento}`, minLength: 1, maxLength: 8 })
      .map((rows) =>
        rows.map((r, at) => line({ ...r, documento: `${20_000_000 + at}`, nombre: `${r.nombre || 'Sin'} ${at}` })),
      )
    const shuffled = unique.chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        other: fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      }),
    )
    const outcome = (rows: string[]) =>
      inNewOffice(async () => {
        const { fates } = await importFile(csv(...rows))
        return { fates, ...contents() }
      })
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ rows, other }) => {
        expect(await outcome(other)).toEqual(await outcome(rows))
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})
