import { Avatar } from '@mantine/core'

const initials = (nombre: string): string => {
  const words = nombre.trim().split(/\s+/)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}

/** A person's initials in a circle; decoration, the name stands beside it. */
export function PersonFace({ nombre, size }: { nombre: string; size: number }) {
  return (
    <Avatar size={size} color="brand" variant="light" radius="50%" aria-hidden>
      {initials(nombre)}
    </Avatar>
  )
}
