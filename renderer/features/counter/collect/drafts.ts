import type { CollectInput, CollectValues } from './values.ts'

/** A collection that was left before it was certain or finished. */
export interface Draft {
  requestId: string
  values: CollectValues
  /** What was sent without a certain answer yet: asked again, to the letter, before anything else. */
  attempt: CollectInput | null
}

// Beyond the screens: leaving the counter, by whatever way, loses nothing of what was typed.
const drafts = new Map<string, Draft>()

const keyOf = (usuarioId: string, clienteId: string) => `${usuarioId} ${clienteId}`

/** Drafts belong to the person who typed them. */
export const draftOf = (usuarioId: string, clienteId: string): Draft | null =>
  drafts.get(keyOf(usuarioId, clienteId)) ?? null

export const keepDraft = (usuarioId: string, clienteId: string, draft: Draft): void => {
  drafts.set(keyOf(usuarioId, clienteId), draft)
}

export const dropDraft = (usuarioId: string, clienteId: string): void => {
  drafts.delete(keyOf(usuarioId, clienteId))
}
