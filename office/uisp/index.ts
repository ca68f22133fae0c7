/** A client of UISP, its network side and its CRM. It knows the protocol and nothing of the business. */
export { UispClient, type UispOptions } from './client.ts'
export { type UispCode, UispError, type UispOutcome } from './errors.ts'
export {
  CRM_STATUS,
  type CrmClient,
  type CrmService,
  type UispDevice,
  type UispList,
  type UispOnu,
  type UispOutage,
  type UispSite,
  type UispStation,
} from './shapes.ts'
