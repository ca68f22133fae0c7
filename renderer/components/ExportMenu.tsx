import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { IDIOMAS, type Idioma } from '../../contract/enums.ts'
import { FORMATOS_EXPORTACION, type FormatoExportacion } from '../../contract/index.ts'
import { useErrorText } from './errorText.ts'
import { notifyDone, notifyProblem } from './notify.ts'

interface Props {
  /** Asks the office for the table, in the language of the window. */
  make: (formato: FormatoExportacion, idioma: Idioma) => Promise<{ fileName: string; file: Blob }>
  size?: 'xs' | 'sm'
}

/** Keeps a list as a spreadsheet where the person says. */
export function ExportMenu({ make, size = 'sm' }: Props) {
  const { t, i18n } = useTranslation('common')
  const errorText = useErrorText()
  const save = useMutation({
    mutationFn: async (formato: FormatoExportacion) => {
      const { fileName, file } = await make(formato, IDIOMAS.find((one) => one === i18n.language) ?? 'es')
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
          size={size}
          loading={save.isPending}
          leftSection={<IconDownload size={size === 'xs' ? 16 : 18} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATOS_EXPORTACION.map((formato) => (
          <Menu.Item key={formato} onClick={() => save.mutate(formato)}>
            {t(`export.${formato}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
