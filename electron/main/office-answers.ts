import type { ParentQuestion } from '../../contract/control.ts'
import type { Batches } from './batch.ts'
import type { OfficeKeys } from './office-key.ts'
import type { Printing } from './printing.ts'

/** What the shell does for the office when it asks: it draws, fills batches, and keeps the key. */
export const officeAnswers =
  ({ printing, batches, keys }: { printing: Printing; batches: Batches; keys: OfficeKeys }) =>
  async (ask: ParentQuestion): Promise<unknown> => {
    switch (ask.what) {
      case 'pdf':
        return printing.pdf({ html: ask.html, papel: ask.papel })
      case 'lote.add':
        return batches.add(ask)
      case 'lote.finish':
        return batches.finish(ask.lote)
      case 'lote.abort':
        return batches.abort(ask.lote)
      case 'key.renew':
        return keys.renew(Date.now())
    }
  }
