/** What comboboxes ask for when they are opened. */
export {
  CreateLanguageChoiceDocument,
  CreateQueueChoiceDocument,
  CreateSkillChoiceDocument,
  FlowChoicesDocument,
  LanguageChoicesDocument,
  MemberChoicesDocument,
  QueueChoicesDocument,
  ResponseChoicesDocument,
  SkillChoicesDocument,
} from '@/gql/graphql'
