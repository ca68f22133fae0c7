import { FileInput, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NuevoMovimiento } from '../../../../contract/procedures/caja.ts'
import { OfficeError } from '../../../rpc/errors.ts'

type Attachment = NonNullable<Extract<NuevoMovimiento, { tipo: 'gasto' }>['adjunto']>

const TYPES: readonly Attachment['mime'][] = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf']
/** As the office takes it: 4,000,000 characters of base64. */
const MOST_BYTES = 3_000_000

const isSized = ({ size }: File): boolean => size > 0 && size <= MOST_BYTES
const mimeOf = (file: File) => TYPES.find((type) => type === file.type)

/** A chosen file as it travels with a form: base64 without its head. Rejects when it cannot be read, or is none of the kinds. */
export function attachmentOf(file: File): Promise<Attachment> {
  const mime = mimeOf(file)
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      const base64 = typeof reader.result === 'string' ? reader.result.split(',')[1] : undefined
      if (mime === undefined || base64 === undefined) reject(new OfficeError('input.invalid'))
      else resolve({ nombre: file.name.slice(-200), mime, base64 })
    })
    reader.addEventListener('error', () => reject(new OfficeError('input.invalid')))
    reader.readAsDataURL(file)
  })
}

/** The slip of an expense: a picture or a PDF. */
export function AttachmentField({ onChange }: { onChange: (file: File | null) => void }) {
  const { t } = useTranslation('caja')
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<'type' | 'size' | null>(null)
  const take = (chosen: File | null) => {
    const wrong =
      chosen === null ? null : mimeOf(chosen) === undefined ? 'type' : isSized(chosen) ? null : ('size' as const)
    setFile(chosen)
    setProblem(wrong)
    onChange(wrong === null ? chosen : null)
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
      valueComponent={FileName}
      error={problem === null ? undefined : t(`attachment.${problem}`)}
      onChange={take}
    />
  )
}

/** The name of the chosen file, cut where it is long. */
function FileName({ value }: { value: File | File[] | null }) {
  return (
    <Text component="span" size="sm" truncate>
      {value instanceof File ? value.name : ''}
    </Text>
  )
}
