import { useTranslation } from 'react-i18next'
import { Steps } from '../../components/Steps.tsx'
import { STEPS, type Step } from './useImport.ts'

/** Where the import is. */
export function ImportSteps({ current }: { current: Step }) {
  const { t } = useTranslation('imports')
  return <Steps label={t('steps.label')} steps={STEPS.map((step) => t(`steps.${step}`))} at={STEPS.indexOf(current)} />
}
