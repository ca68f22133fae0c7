/**
 * Proposals that score as much, in thousandths, are accepted many at once. Chosen by the bench on labelled statements
 * (`npm run bench -- --only cash`), not by hand: `tests/unit/match-threshold.test.ts` fails when the bench would choose another.
 */
export const UMBRAL_AUTOMATICO = 820
