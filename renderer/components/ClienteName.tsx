import styles from './components.module.css'

interface Props {
  nombre: string
  codigo: string
  strong?: boolean
}

/** A client in a row of a list: a long name is cut, and whole under the mouse; its code never is. */
export function ClienteName({ nombre, codigo, strong = false }: Props) {
  return (
    <span className={styles['cliente']}>
      <span className={styles['clienteNombre']} data-strong={strong || undefined} title={nombre}>
        {nombre}
      </span>{' '}
      <span className={styles['clienteCodigo']}>{codigo}</span>
    </span>
  )
}
