import { Button, ColorInput, FileButton, Group, Input, Text } from '@mantine/core'
import { IconPhoto, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { buttonColor } from '../../app/color.ts'
import styles from './access.module.css'
import { logoFromFile } from './logo.ts'

const SWATCHES = [
  '#0f6e66',
  '#1d4ed8',
  '#0369a1',
  '#6d28d9',
  '#be185d',
  '#b91c1c',
  '#c2410c',
  '#a16207',
  '#3f6212',
  '#334155',
]

export function ColorField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('access')
  const [text, setText] = useState(value)
  const readable = /^#[0-9a-f]{6}$/i.test(text)
  const corrected = readable && buttonColor(text) !== text.toLowerCase()
  return (
    <ColorInput
      label={t('tenant.color')}
      description={corrected ? t('tenant.colorCorrected') : t('tenant.colorHelp')}
      format="hex"
      swatches={SWATCHES}
      swatchesPerRow={10}
      closeOnColorSwatchClick
      error={readable ? undefined : t('tenant.colorInvalid')}
      eyeDropperButtonProps={{ 'aria-label': t('tenant.colorPick') }}
      value={text}
      onChange={(next) => {
        setText(next)
        if (/^#[0-9a-f]{6}$/i.test(next)) onChange(next.toLowerCase())
      }}
    />
  )
}

export function LogoField({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation('access')
  const [failed, setFailed] = useState(false)
  const read = async (file: File | null) => {
    if (file === null) return
    try {
      onChange(await logoFromFile(file))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  return (
    <Input.Wrapper
      label={t('tenant.logo')}
      labelElement="div"
      description={t('tenant.logoHelp')}
      error={failed ? t('tenant.logoFailed') : undefined}
    >
      <Group gap="sm" mt="xs" wrap="nowrap">
        <div className={styles['logoBox']}>
          {value === null ? (
            // The box is paper, white in either scheme.
            <Text size="xs" c="gray.7">
              {t('tenant.logoNone')}
            </Text>
          ) : (
            <img src={value} alt={t('tenant.logo')} />
          )}
        </div>
        <FileButton onChange={(file) => void read(file)} accept="image/png,image/jpeg,image/webp,image/gif,image/bmp">
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconPhoto size={14} aria-hidden />}>
              {t('tenant.logoChoose')}
            </Button>
          )}
        </FileButton>
        {value !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => onChange(null)}
          >
            {t('tenant.logoRemove')}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  )
}
