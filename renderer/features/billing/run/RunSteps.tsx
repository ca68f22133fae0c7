import { useTranslation } from 'react-i18next'
import { Steps } from '../../../components/Steps.tsx'

const STEPS = ['periodo', 'revision', 'emision', 'resultado'] as const
export type RunStep = (typeof STEPS)[number]

/** Where the run is. */
export function RunSteps({ current }: { current: RunStep }) {
  const { t } = useTranslation('corridas')
  return <Steps label={t('steps.label')} steps={STEPS.map((step) => t(`steps.${step}`))} at={STEPS.indexOf(current)} />
}
