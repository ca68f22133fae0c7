import { ActionIcon, Button, Group, Input, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RedConfig } from '../../../contract/index.ts'
import { useDates } from '../../app/session.tsx'
import { DateField } from '../../components/DateField.tsx'
import { DateText } from '../../components/DateText.tsx'
import styles from './cuts.module.css'

type Feriado = RedConfig['cortes']['feriados'][number]

interface Props {
  value: readonly Feriado[]
  onChange: (days: Feriado[]) => void
}

const LONGEST = 60

/** Days on which nobody is cut, by date; a day stands once. */
export function HolidaysField({ value, onChange }: Props) {
  const { t } = useTranslation('cortes')
  const { date } = useDates()
  const [fecha, setFecha] = useState('')
  const [nombre, setNombre] = useState('')
  const known = fecha !== '' && value.some((day) => day.fecha === fecha)
  const add = () => {
    if (fecha === '' || known) return
    const days = [...value, { fecha, nombre: nombre.trim() }]
    onChange(days.sort((a, b) => (a.fecha < b.fecha ? -1 : 1)))
    setFecha('')
    setNombre('')
  }
  return (
    <Input.Wrapper label={t('settings.feriados')} labelElement="div">
      <div>
        {value.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('settings.feriadosNone')}
          </Text>
        )}
        {value.map((day) => (
          <div key={day.fecha} className={styles['holiday']}>
            <DateText fecha={day.fecha} />
            <span className={styles['holidayName']}>{day.nombre}</span>
            <ActionIcon
              aria-label={t('settings.feriadoRemove', { fecha: date(day.fecha) })}
              onClick={() => onChange(value.filter((other) => other.fecha !== day.fecha))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </div>
      <Group align="flex-end" mt="xs">
        <DateField
          w={160}
          clearable
          label={t('settings.feriadoFecha')}
          value={fecha}
          onChange={setFecha}
          error={known && t('settings.feriadoTwice')}
        />
        <TextInput
          flex={1}
          label={t('settings.feriadoNombre')}
          maxLength={LONGEST}
          value={nombre}
          onChange={(event) => setNombre(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={fecha === '' || known}
          onClick={add}
        >
          {t('settings.feriadoAdd')}
        </Button>
      </Group>
    </Input.Wrapper>
  )
}
