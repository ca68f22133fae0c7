import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { FORMATOS_EXPORTACION, type FormatoExportacion } from '../../../../contract/index.ts'
import { IDIOMAS } from '../../../../contract/enums.ts'
import { useErrorText } from '../../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'

/** Keeps every line of the preview, with its reason, as a table where the person says. */
export function ExportButton({ vistaId }: { vistaId: string }) {
  const { t, i18n } = useTranslation('corridas')
  const errorText = useErrorText()
  const idioma = IDIOMAS.find((known) => known === i18n.language) ?? 'es'
  const save = useMutation({
    mutationFn: async (formato: FormatoExportacion) => {
      const { fileName, file } = await rpc.corridas.previewExport({ vistaId, formato, idioma })
      const data = new Uint8Array(await file.arrayBuffer())
      return window.mostrador.saveFile({ suggestedName: fileName, data })
    },
    onSuccess: (saved) => {
      if (saved.ok) notifyDone(t('export.saved', { file: saved.file.split(/[\\/]/).at(-1) }))
      else if (saved.reason === 'failed') notifyProblem(t('export.failed', { detail: saved.detail }))
    },
    onError: (error) => notifyProblem(errorText(error)),
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          loading={save.isPending}
        >
          {t('export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATOS_EXPORTACION.map((formato) => (
          <Menu.Item key={formato} onClick={() => save.mutate(formato)}>
            {t(`export.as.${formato}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
