import { topOf } from '../household/population.js'
import type { NoticeScreen } from '../placement/screens.js'
import type { NeedFields } from '../request/form-content.js'
import type { NoticeRecord } from '../request/records.js'
import { areaName } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { propertyNeedWords } from './case-facts.js'

/**
 * A notice, built from the fields marked N alone: there is no place in its input for anything else.
 * It describes the home that is needed, never the household that needs it (P1); places are cut to the partner (D7).
 */
export function noticeScreen(
  needs: NeedFields,
  notice: Pick<NoticeRecord, 'reference' | 'areas'>,
  status: NoticeScreen['status'],
  scheme: Scheme,
): NoticeScreen {
  const top = topOf(scheme, 'bedrooms')
  return {
    screen: 'notice',
    status,
    partnerReference: notice.reference,
    areas: notice.areas.map((code) => areaName(scheme, code)),
    bedrooms: Math.min(needs.bedrooms ?? 1, top),
    ...((needs.bedrooms ?? 1) >= top && { orMoreBedrooms: true }),
    acceptOneFewer: needs.acceptOneFewer ?? false,
    tenancyNeeded: scheme.tenancyNeeds.find((t) => t.id === needs.tenancyNeeded)?.notice ?? '',
    propertyNeeds: propertyNeedWords({ needs }, scheme),
  }
}
