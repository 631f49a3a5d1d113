import type { Scheme } from '../../core/scheme/scheme-file.js'

/** What views take from the scheme: its timezone, and the few texts that stand on screens of every case. */
export interface ViewWords {
  zone: string
  notAvailable: string
  offerAndWeCheck: string
  /** With {nominatingOfficer} and {phone}. */
  phoneForTheName: string
  emergency: string
}

export function viewWords(scheme: Pick<Scheme, 'timezone' | 'texts'>): ViewWords {
  const { notAvailable, offerAndWeCheck, phoneForTheName, emergency } = scheme.texts
  return { zone: scheme.timezone, notAvailable, offerAndWeCheck, phoneForTheName, emergency }
}
