import fc from 'fast-check'

/**
 * Property tests draw the same cases each time, so that a red run can be repeated; MOSTRADOR_SEED=random (or a number)
 * goes looking for new ones, and fast-check prints the seed of what it finds.
 */
const wanted = process.env['MOSTRADOR_SEED'] ?? '20261122'
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) })
