export { CustomersScreen } from './CustomersScreen.tsx'
export { CustomerProfileScreen } from './profile/CustomerProfileScreen.tsx'
