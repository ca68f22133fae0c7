import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IDIOMAS, type Idioma } from '../../contract/enums.ts'
import { FORMATOS_EXPORTACION, type FormatoExportacion } from '../../contract/index.ts'
import { useSaveFile } from './savedFile.ts'

interface Props {
  /** Asks the office for the table, in the language of the window. */
  make: (formato: FormatoExportacion, idioma: Idioma) => Promise<{ fileName: string; file: Blob }>
  size?: 'xs' | 'sm'
}

/** Keeps a list as a spreadsheet where the person says. */
export function ExportMenu({ make, size = 'sm' }: Props) {
  const { t, i18n } = useTranslation('common')
  const save = useSaveFile((formato: FormatoExportacion) =>
    make(formato, IDIOMAS.find((one) => one === i18n.language) ?? 'es'),
  )
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
