import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import type { EstadoImpresora } from '../../contract/index.ts'
import { PrinterFailure, type PrinterLine, type PrinterTimes } from './line.ts'

/**
 * A printer that the system knows. On Linux and macOS tickets go raw to its CUPS queue; on Windows they are written to the
 * printer's share (`\\this-pc\TICKETS`), the one way that needs no program of a third party. Both say that the system has
 * taken a ticket, not that it is on paper.
 */

interface Ended {
  code: number | null
  output: string
}

/** Runs a program without a shell, with `input` on its standard input. Rejects when it cannot be started or takes too long. */
function run(program: string, args: readonly string[], input: Uint8Array | null, ms: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: ms,
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(0, 4_000)
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
    // A program that ends without reading is heard of by its exit code.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? undefined)
  })
}

const state = (falla: EstadoImpresora['falla']): EstadoImpresora => ({
  falla,
  papel: 'desconocido',
  tapa: 'desconocido',
  cajonAlto: null,
  responde: false,
})

function cupsLine(cola: string, times: PrinterTimes): PrinterLine {
  return {
    async status() {
      const { code, output } = await run('lpstat', ['-p', cola], null, times.status * 2).catch(() => {
        throw new PrinterFailure('no_existe')
      })
      if (code !== 0) return state('no_existe')
      return state(/ disabled since /.test(output) ? 'detenida' : null)
    },
    async send(bytes, progress) {
      progress.handedOver = true
      const ended = await run('lp', ['-d', cola, '-o', 'raw', '-t', 'ticket', '-'], bytes, times.write).catch(
        (error: unknown) => {
          // Not even started: nothing left.
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') progress.handedOver = false
          throw new PrinterFailure('no_existe')
        },
      )
      if (ended.code === 0) return
      // `lp` ends with an error only when the queue refused the job; when it was killed nobody knows.
      progress.handedOver = ended.code === null
      throw new PrinterFailure(ended.code === null ? 'interrumpida' : 'detenida')
    },
    close() {},
  }
}

function shareLine(path: string): PrinterLine {
  return {
    status: () => Promise.resolve(state(null)),
    async send(bytes, progress) {
      const share = await open(path, 'w').catch(() => {
        throw new PrinterFailure('no_existe')
      })
      try {
        progress.handedOver = true
        await share.writeFile(bytes)
      } catch {
        throw new PrinterFailure('interrumpida')
      } finally {
        await share.close()
      }
    },
    close() {},
  }
}

/** A printer of this system by the name of its queue, or by its share. Throws PrinterFailure. */
export function openSystem(cola: string, times: PrinterTimes): Promise<PrinterLine> {
  const isShare = cola.startsWith('\\\\')
  if (isShare !== (process.platform === 'win32')) return Promise.reject(new PrinterFailure('no_existe'))
  return Promise.resolve(isShare ? shareLine(cola) : cupsLine(cola, times))
}
