import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from './errorText.ts'
import { notifyDone, notifyProblem } from './notify.ts'

/** The last part of a path, of whatever system. */
export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** Keeps what the office makes where the person says, and says where it is. */
export function useSaveFile<Input = void>(make: (input: Input) => Promise<{ fileName: string; file: Blob }>) {
  const { t } = useTranslation('common')
  const errorText = useErrorText()
  return useMutation({
    mutationFn: async (input: Input) => {
      const { fileName, file } = await make(input)
      return window.mostrador.saveFile({ suggestedName: fileName, data: new Uint8Array(await file.arrayBuffer()) })
    },
    onSuccess: (saved) => {
      if (saved.ok) notifyDone(t('export.saved', { file: fileNameOf(saved.file) }))
      else if (saved.reason === 'failed') notifyProblem(t('export.failed', { detail: saved.detail }))
    },
    onError: (error) => notifyProblem(errorText(error)),
  })
}
