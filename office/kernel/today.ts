import { civilDate, type FechaCivil, type Instante } from '../../contract/dates.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readTenant } from './tenancy.ts'

/** The office's own day at that instant. */
export const officeToday = (db: ReadDb | WriteDb, now: Instante): FechaCivil =>
  civilDate(now, readTenant(db).zonaHoraria)
