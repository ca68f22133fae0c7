import type { Exportable } from '../../../../contract/index.ts'
import { useCan } from '../../../app/session.tsx'
import { ExportMenu } from '../../../components/ExportMenu.tsx'
import { rpc } from '../../../rpc/client.ts'

/** Keeps a report as a spreadsheet. Nothing for whoever may not read reports. */
export function ExportButton({ reporte, size = 'sm' }: { reporte: Exportable; size?: 'xs' | 'sm' }) {
  const reads = useCan('reporte.read')
  if (!reads) return null
  return <ExportMenu size={size} make={(formato, idioma) => rpc.reportes.export({ reporte, formato, idioma })} />
}
