export { documentOf } from './documents'
export { lastDeleted, sayDeleted } from './last-deleted'
export { useRestoring, type Deleted } from './use-restoring'
