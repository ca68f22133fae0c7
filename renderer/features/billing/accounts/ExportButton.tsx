import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Exportable, FormatoExportacion } from '../../../../contract/index.ts'
import { IDIOMAS } from '../../../../contract/enums.ts'
import { useCan } from '../../../app/session.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'

const FORMATS: readonly FormatoExportacion[] = ['xlsx', 'csv']

/** Keeps a report as a spreadsheet where the person says. Nothing for whoever may not read reports. */
export function ExportButton({ reporte, size = 'sm' }: { reporte: Exportable; size?: 'xs' | 'sm' }) {
  const { t, i18n } = useTranslation('cuentas')
  const errorText = useErrorText()
  const reads = useCan('reporte.read')
  const save = useMutation({
    mutationFn: async (formato: FormatoExportacion) => {
      const idioma = IDIOMAS.find((one) => one === i18n.language) ?? 'es'
      const { fileName, file } = await rpc.reportes.export({ reporte, formato, idioma })
      const data = new Uint8Array(await file.arrayBuffer())
      return window.mostrador.saveFile({ suggestedName: fileName, data })
    },
    onSuccess: (saved) => {
      if (saved.ok) notifyDone(t('file.saved', { file: saved.file.split(/[\\/]/).at(-1) }))
      else if (saved.reason === 'failed') notifyProblem(t('file.notSaved'))
    },
    onError: (error) => notifyProblem(errorText(error)),
  })
  if (!reads) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size={size}
          loading={save.isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('file.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((formato) => (
          <Menu.Item key={formato} onClick={() => save.mutate(formato)}>
            {t(`file.${formato}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
