import { FileInput, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NuevoMovimiento } from '../../../../contract/procedures/caja.ts'

export type Attachment = NonNullable<Extract<NuevoMovimiento, { tipo: 'gasto' }>['adjunto']>

const TYPES: readonly Attachment['mime'][] = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf']
/** As the office takes it: 4,000,000 characters of base64. */
const MOST_BYTES = 3_000_000

/** A file as text that travels with a form: base64 without its head. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : '')
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })
}

/** The slip of an expense: a picture or a PDF. */
export function AttachmentField({ onChange }: { onChange: (attachment: Attachment | null) => void }) {
  const { t } = useTranslation('caja')
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<'type' | 'size' | 'unreadable' | null>(null)
  const take = async (chosen: File | null) => {
    setFile(chosen)
    setProblem(null)
    onChange(null)
    if (chosen === null) return
    const mime = TYPES.find((type) => type === chosen.type)
    if (mime === undefined) return setProblem('type')
    if (chosen.size > MOST_BYTES || chosen.size === 0) return setProblem('size')
    try {
      onChange({ nombre: chosen.name.slice(-200), mime, base64: await base64Of(chosen) })
    } catch {
      setProblem('unreadable')
    }
  }
  return (
    <FileInput
      label={t('attachment.label')}
      description={t('attachment.help')}
      placeholder={t('attachment.choose')}
      clearable
      clearButtonProps={{ 'aria-label': t('attachment.clear') }}
      accept={TYPES.join(',')}
      leftSection={<IconPaperclip size={16} aria-hidden />}
      value={file}
      valueComponent={({ value }) => (
        <Text component="span" size="sm" truncate>
          {value instanceof File ? value.name : ''}
        </Text>
      )}
      error={problem === null ? undefined : t(`attachment.${problem}`)}
      onChange={(chosen) => void take(chosen)}
    />
  )
}
