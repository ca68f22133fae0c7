import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { IMPORT_FIELDS, type ImportMapping } from '../../contract/procedures/imports.ts'
import type { ReadDb } from '../../db/open.ts'
import { importacionMapeo } from '../../db/schema/index.ts'
import type { Office } from '../kernel/office.ts'
import { headersFingerprint } from './mapping.ts'

const zMapeo = z.partialRecord(z.enum(IMPORT_FIELDS), z.number().int().min(0))

/** The mapping that this office confirmed for the same headers, or null. */
export function savedMapping(db: ReadDb, tenantId: string, headers: readonly string[]): ImportMapping | null {
  const row = db.orm
    .select({ mapeoJson: importacionMapeo.mapeoJson })
    .from(importacionMapeo)
    .where(and(eq(importacionMapeo.tenantId, tenantId), eq(importacionMapeo.huella, headersFingerprint(headers))))
    .get()
  const parsed = row ? zMapeo.safeParse(JSON.parse(row.mapeoJson)) : null
  return parsed?.success ? parsed.data : null
}

/** Remembers a mapping for these headers; does nothing when it is the one that is known. */
export async function saveMapping(
  office: Office,
  tenantId: string,
  headers: readonly string[],
  mapping: ImportMapping,
): Promise<void> {
  const mapeoJson = JSON.stringify(mapping)
  const known = savedMapping(office.db.read, tenantId, headers)
  if (known && sameMapping(known, mapping)) return
  await office.writer.maintain((db, now) => {
    const row = { tenantId, huella: headersFingerprint(headers), mapeoJson, actualizadoEn: now }
    db.orm
      .insert(importacionMapeo)
      .values(row)
      .onConflictDoUpdate({
        target: [importacionMapeo.tenantId, importacionMapeo.huella],
        set: { mapeoJson, actualizadoEn: now },
      })
      .run()
  })
}

const sameMapping = (a: ImportMapping, b: ImportMapping) => IMPORT_FIELDS.every((field) => a[field] === b[field])
