import { ImportError } from './ImportError.tsx'
import styles from './imports.module.css'
import { MappingPanel } from './MappingPanel.tsx'
import { ReadingPanel } from './ReadingPanel.tsx'
import type { ImportDraft, ImportState } from './useImport.ts'

/** How the file is read and what its columns are: both can be changed, and both are shown with the file's own values. */
export function ColumnsStep({ state, draft }: { state: ImportState; draft: ImportDraft }) {
  const { analysis, choice, mapping } = draft
  return (
    <div className={styles['columnsStep']}>
      {state.error !== null && <ImportError error={state.error} onOtherFile={state.discard} />}
      <ReadingPanel
        analysis={analysis}
        choice={choice}
        busy={state.reread.isPending}
        onChoice={(wanted) => state.reread.mutate({ draft, choice: wanted })}
      />
      <MappingPanel
        analysis={analysis}
        mapping={mapping}
        onMapping={(wanted) => state.update({ mapping: wanted, preview: null })}
      />
    </div>
  )
}
