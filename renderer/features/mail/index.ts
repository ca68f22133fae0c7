export { MailScreen } from './MailScreen.tsx'
export { MailSection } from './MailSection.tsx'
export { RemindersSection } from './RemindersSection.tsx'
