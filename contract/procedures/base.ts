import { oc } from '@orpc/contract'
import type { Gate } from '../permissions.ts'

export interface ProcedureMeta {
  gate: Gate
}

const root = oc.$meta<ProcedureMeta>({ gate: 'session' })

/** Starts a procedure that only who passes `gate` may call. */
export const guarded = (gate: Gate) => root.meta({ gate })
