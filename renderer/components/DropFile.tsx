import { Loader } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import styles from './DropFile.module.css'

interface Props {
  /** What it asks for. */
  label: string
  /** The same while something is held over it. */
  overLabel?: string
  /** What is being read; null when nothing is. */
  reading: string | null
  /** Which files it takes, in words and as the file chooser takes it. */
  help: string
  accept: string
  disabled?: boolean
  onFile: (file: File) => void
}

/** A file to be read: dropped anywhere on it, or chosen with Enter. */
export function DropFile({ label, overLabel = label, reading, help, accept, disabled = false, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const helpId = useId()
  const closed = reading !== null || disabled
  const choose = (files: FileList | null) => {
    const file = files?.[0]
    if (file && !closed) onFile(file)
    // The same file can be chosen again after it was mended.
    if (input.current) input.current.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files)
  }
  return (
    <div
      data-over={over || undefined}
      className={styles['drop']}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        className={styles['button']}
        autoFocus
        disabled={closed}
        aria-describedby={helpId}
        onClick={() => input.current?.click()}
      >
        <span className={styles['icon']} aria-hidden>
          {reading === null ? <IconFileSpreadsheet size={30} stroke={1.5} /> : <Loader size={28} />}
        </span>
        <span className={styles['label']} aria-live="polite">
          {reading ?? (over ? overLabel : label)}
        </span>
        <span className={styles['help']} id={helpId}>
          {help}
        </span>
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => choose(event.currentTarget.files)}
      />
    </div>
  )
}
