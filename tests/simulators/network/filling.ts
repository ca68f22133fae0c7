import type { Random } from '../../../office/demo/random.ts'
import type { NetworkState, Row } from '../routeros/types.ts'
import type { Sembrado } from './types.ts'

/** One router while it is filled. */
export interface Filling {
  at: number
  random: Random
  state: NetworkState
  offline: string[]
  objetos: Sembrado[]
}

export const put = (filling: Filling, menu: string, row: Row): void => {
  ;(filling.state[menu] ??= []).push(row)
}
