import { useState } from 'react'
import { useStreamRun } from '../../../rpc/streams.ts'

interface Step {
  paso: string
  resultado: string
}

/** What a check found of each step; the latest. */
export type Findings<Found extends Step> = ReadonlyMap<Found['paso'], Found>

interface Options<Found extends Step, Values> {
  /** Names a way to connect: another one has to be checked anew. */
  keyOf: (values: Values) => string
  /** The step that no check gets to unless it may be kept. */
  last: Found['paso']
  /** The certificate that is trusted already. */
  huellaTls: string | null
  ask: (values: Values, huellaTls: string | null, signal: AbortSignal) => Promise<AsyncIterable<Found>>
}

/** The guided check of an address: what was found so far, whether it may be kept, and the certificate that is trusted. */
export function useCheck<Found extends Step, Values>({ keyOf, last, huellaTls, ask }: Options<Found, Values>) {
  const [found, setFound] = useState<Findings<Found>>(new Map())
  const [huella, setHuella] = useState(huellaTls)
  const [checked, setChecked] = useState<string | null>(null)
  const run = useStreamRun<Found>((step) => setFound((before) => new Map(before).set(step.paso, step)))
  const { running, error } = run
  const start = (values: Values, trusted: string | null) => {
    setFound(new Map())
    setHuella(trusted)
    setChecked(keyOf(values))
    run.start((signal) => ask(values, trusted, signal))
  }
  /** Whether these values were checked, and nothing stopped the check. */
  const passed = (values: Values): boolean =>
    checked === keyOf(values) && !running && error === null && found.has(last) && !isStopped(found)
  return { found, huella, running, error, start, passed }
}

/** A step failed, or waits for a person. */
const isStopped = (found: ReadonlyMap<string, Step>): boolean =>
  [...found.values()].some(({ resultado }) => resultado === 'falla' || resultado === 'confirmar')
