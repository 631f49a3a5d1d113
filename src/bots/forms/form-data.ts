import type { CoordinatorScreen, OfferLine } from '../../core/placement/screens.js'
import type { Option } from './form.js'

/** What a form is built from besides the scheme file. A form takes what it needs and does without the rest. */
export interface FormData {
  /** What is saved already, by field name. */
  values?: Readonly<Record<string, unknown>>
  /** Landlords and other organisations of the directory. */
  partners?: readonly Option[]
  /** People of the directory, with their organisation in the label. */
  people?: readonly Option[]
  /** Nominating officers of the request, as they can be chosen. */
  actual?: readonly Option[]
  /** Teams that the directory names, for exclusions. */
  teams?: readonly Option[]
  /** Nominating officers of the request, to be phoned. */
  officers?: readonly { name: string; organisation: string; phone: string }[]
  /** Questions that wait for an answer. */
  questions?: readonly string[]
  reach?: CoordinatorScreen['reach']
  /** The offer at issue. */
  offer?: Pick<OfferLine, 'home' | 'propertyNumber' | 'area' | 'warnings'>
  /** What a referral still lacks, with the section where it can be given. */
  missing?: readonly { section: string; words: string }[]
  /** Steps that a coordinator may record for somebody else at this moment. */
  actions?: readonly Option[]
}
