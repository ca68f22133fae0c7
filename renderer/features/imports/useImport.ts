import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EstadoServicioCliente } from '../../../contract/enums.ts'
import type {
  ImportAnalysis,
  ImportMapping,
  ImportPreview,
  ImportReading,
} from '../../../contract/procedures/imports.ts'
import { createKept } from '../../app/kept.ts'
import { rpc } from '../../rpc/client.ts'
import { toOfficeError } from '../../rpc/errors.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

export const STEPS = ['archivo', 'columnas', 'revision', 'resultado'] as const
export type Step = (typeof STEPS)[number]

/** How a person wants the file read, where it differs from what was detected. */
export type ReadingChoice = Partial<Omit<ImportReading, 'format' | 'sheet'> & { sheet: string }>

/** An import as far as it has come. */
export interface ImportDraft {
  step: Step
  analysis: ImportAnalysis
  choice: ReadingChoice
  mapping: ImportMapping
  planes: Record<string, string | null>
  estados: Record<string, EstadoServicioCliente>
  preview: ImportPreview | null
  trabajoId: string | null
  /** The office changed under the preview, which was made anew. */
  stale: boolean
}

// Kept while the person is at another screen: the office has the file in memory.
const kept = createKept<ImportDraft | null>()
const KEPT = 'draft'

/** The import of this session and what can be done with it. Every action that fails leaves the draft as it was. */
export function useImport() {
  const [draft, setDraft] = useState<ImportDraft | null>(() => kept.get(KEPT) ?? null)
  const request = useRequestId()
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
    kept.set(KEPT, draft)
  }, [draft])

  const update = useCallback((patch: Partial<ImportDraft>) => {
    setDraft((current) => (current === null ? null : { ...current, ...patch }))
  }, [])

  const analyze = useMutation({
    mutationFn: (file: File) => rpc.imports.analyze({ fileName: file.name, file }),
    onSuccess: (analysis) => setDraft(draftOf(analysis)),
  })

  const reread = useMutation({
    mutationFn: ({ draft: { analysis }, choice }: { draft: ImportDraft; choice: ReadingChoice }) =>
      rpc.imports.reread({ importId: analysis.importId, reading: choice }),
    onSuccess: (analysis, { draft: before, choice }) => {
      // The same columns are still what the person said they are.
      const same = sameHeaders(before.analysis, analysis)
      setDraft({ ...draftOf(analysis), choice, ...(same ? { mapping: before.mapping } : {}) })
    },
  })

  const preview = useMutation({
    mutationFn: ({ analysis, mapping, planes, estados }: ImportDraft) =>
      rpc.imports.preview({ importId: analysis.importId, mapping, planes, estados }),
    onSuccess: (made, asked) => {
      queryClient.removeQueries({ queryKey: orpc.imports.rows.key() })
      setDraft({ ...asked, preview: made, step: 'revision' })
    },
  })

  const apply = useMutation({
    mutationFn: ({ analysis }: ImportDraft) =>
      rpc.imports.apply({ requestId: request.id, importId: analysis.importId }),
    onSuccess: ({ trabajoId }) => update({ trabajoId, step: 'resultado', stale: false }),
  })

  /** Back to choosing a file; the office forgets this one. */
  const discard = () => {
    const importId = latest.current?.analysis.importId
    setDraft(null)
    request.renew()
    for (const action of [analyze, reread, preview, apply]) action.reset()
    // One that the office has forgotten already is as good as discarded.
    if (importId) rpc.imports.discard({ importId }).catch(() => {})
  }

  /** After a job that wrote nothing: the office's new preview, to be looked at. */
  const reviewAgain = () => {
    request.renew()
    const current = latest.current
    if (current) preview.mutate({ ...current, trabajoId: null, stale: true })
  }

  const errors = [analyze, reread, preview, apply].flatMap(({ error }) => (error === null ? [] : [error]))
  const gone = errors.some((error) => toOfficeError(error).code === 'importacion.gone')
  return {
    draft,
    update,
    analyze,
    reread,
    preview,
    apply,
    discard,
    reviewAgain,
    error: errors[0] ?? null,
    /** The office no longer has the file: it has to be chosen again. */
    gone,
    busy: analyze.isPending || reread.isPending || preview.isPending || apply.isPending,
  }
}

export type ImportState = ReturnType<typeof useImport>

const draftOf = (analysis: ImportAnalysis): ImportDraft => ({
  step: 'columnas',
  analysis,
  choice: {},
  mapping: analysis.mapping,
  planes: {},
  estados: {},
  preview: null,
  trabajoId: null,
  stale: false,
})

const sameHeaders = (a: ImportAnalysis, b: ImportAnalysis): boolean =>
  a.headers.length === b.headers.length && a.headers.every((header, at) => header === b.headers[at])
