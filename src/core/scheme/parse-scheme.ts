import Holidays from 'date-holidays'
import { IANAZone } from 'luxon'
import { type Scheme, schemeSchema } from './scheme-file.js'
import { type CrossCheck, type FileError, parseYamlFile } from './yaml-file.js'

export type ParsedScheme = { ok: true; scheme: Scheme } | { ok: false; errors: FileError[] }

/** Reads a scheme file; with errors, line and field of every one of them at once. */
export function parseScheme(text: string, fileName: string): ParsedScheme {
  const result = parseYamlFile(text, fileName, schemeSchema, CHECKS)
  return result.ok ? { ok: true, scheme: result.value } : result
}

const CHECKS: readonly CrossCheck<Scheme>[] = [
  function timezoneExists(scheme, add) {
    if (!IANAZone.isValidZone(scheme.timezone)) add(['timezone'], 'is not a timezone, such as Europe/London')
  },
  function calendarExists(scheme, add) {
    const { country, region } = scheme.calendar
    const holidays = new Holidays()
    if (!holidays.getCountries()[country]) add(['calendar', 'country'], 'is not a country, such as GB')
    else if (!holidays.getStates(country)?.[region]) {
      add(['calendar', 'region'], `is not a region of ${country} with its own holidays, such as ENG`)
    }
  },
  function areasAreUnique(scheme, add) {
    for (const field of ['code', 'name'] as const) {
      const seen = new Set<string>()
      scheme.areas.forEach((area, index) => {
        if (seen.has(area[field])) add(['areas', index, field], `"${area[field]}" is there twice`)
        seen.add(area[field])
      })
    }
  },
  function minimumAreasCanBeReached(scheme, add) {
    // The home area is never a wanted one.
    if (scheme.rules.areas.minimumWanted >= scheme.areas.length) {
      add(
        ['rules', 'areas', 'minimumWanted'],
        `must be less than the number of areas (${scheme.areas.length})`,
      )
    }
  },
  function everyReasonListHasOther(scheme, add) {
    for (const [list, reasons] of Object.entries(scheme.reasons)) {
      const other = reasons.findIndex(({ id }) => id === 'other')
      if (other < 0) add(['reasons', list], 'needs an entry with id "other"')
      else if (!reasons[other]?.needsNote)
        add(['reasons', list, other, 'needsNote'], '"other" always needs a note')
    }
  },
  function chasersRiseAndComeBeforeTheCoordinator(scheme, add) {
    const { chaserWorkingDays, tellCoordinatorWorkingDays } = scheme.rules.approval
    chaserWorkingDays.forEach((day, index) => {
      const before = chaserWorkingDays[index - 1]
      if (before !== undefined && day <= before) {
        add(['rules', 'approval', 'chaserWorkingDays', index], 'must be later than the one before')
      }
      if (day >= tellCoordinatorWorkingDays) {
        add(['rules', 'approval', 'chaserWorkingDays', index], 'must be before tellCoordinatorWorkingDays')
      }
    })
  },
  function overdueComesAfterReminder(scheme, add) {
    const { reminderWorkingDays, overdueWorkingDays } = scheme.rules.release
    if (overdueWorkingDays <= reminderWorkingDays) {
      add(['rules', 'release', 'overdueWorkingDays'], 'must be later than reminderWorkingDays')
    }
  },
  function workingHoursRunForward(scheme, add) {
    const { from, to } = scheme.rules.workingHours
    if (from >= to) add(['rules', 'workingHours', 'to'], 'must be later than "from"')
  },
  function dailyBatchIsNotInQuietHours(scheme, add) {
    const { dailyBatchAt } = scheme.rules.circulation
    const { from, to } = scheme.rules.quietHours
    const quiet =
      from <= to ? dailyBatchAt >= from && dailyBatchAt < to : dailyBatchAt >= from || dailyBatchAt < to
    if (quiet) add(['rules', 'circulation', 'dailyBatchAt'], 'must not fall in quiet hours')
  },
  function ageBandsJoinUp(scheme, add) {
    for (const group of ['children', 'adults'] as const) {
      scheme.ageBands[group].forEach((band, index, bands) => {
        const before = bands[index - 1]
        if (band.to < band.from) add(['ageBands', group, index, 'to'], 'must not be before "from"')
        if (before && band.from !== before.to + 1) {
          add(['ageBands', group, index, 'from'], `must be ${before.to + 1}: bands join up without a gap`)
        }
      })
    }
  },
  function ageBandsFitTheBedroomStandard(scheme, add) {
    scheme.ageBands.children.forEach((band, index) => {
      if (band.from < 10 && band.to >= 10) {
        add(['ageBands', 'children', index], 'must not span the age of 10: the bedroom standard asks for it')
      }
    })
    scheme.ageBands.adults.forEach((band, index) => {
      if (index > 0 && band.from < 21) add(['ageBands', 'adults', index, 'from'], 'must be 21 or over')
    })
  },
  function sharesAddUp(scheme, add) {
    const off = (shares: number[]) => Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) > 0.001
    for (const group of ['children', 'adults'] as const) {
      if (off(scheme.ageBands[group].map(({ share }) => share))) {
        add(['ageBands', group], 'the shares must add up to 1')
      }
    }
    scheme.propertyNeeds.forEach((need, index) => {
      if (off(need.options.map(({ share }) => share))) {
        add(['propertyNeeds', index, 'options'], 'the shares must add up to 1')
      }
    })
  },
  function areasOfThePopulationAreTheScheme(scheme, add) {
    const { areas } = scheme.population
    if (!areas) return
    const missing = scheme.areas.filter(({ code }) => !areas.some((area) => area.code === code))
    if (missing.length > 0 || areas.length !== scheme.areas.length)
      add(['population', 'areas'], 'must have each area of the scheme once')
    else if (Math.abs(areas.reduce((sum, { share }) => sum + share, 0) - 1) > 0.001)
      add(['population', 'areas'], 'the shares must add up to 1')
  },
  function rentBandsRise(scheme, add) {
    scheme.rentBands.forEach(({ upTo }, index, bands) => {
      const before = bands[index - 1]
      if (before && (before.upTo === null || (upTo !== null && upTo <= before.upTo))) {
        add(['rentBands', index, 'upTo'], 'must be higher than the one before; null comes last')
      }
    })
  },
  function someTenancyCanBeOffered(scheme, add) {
    if (!scheme.tenancies.some(({ offered, lifetime }) => offered && lifetime)) {
      add(['tenancies'], 'needs a lifetime tenancy that can be offered')
    }
  },
  function populationRowsAreUnique(scheme, add) {
    const seen = new Set<string>()
    scheme.population.households.forEach((row, index) => {
      const key = `${row.adults} ${row.children} ${row.bedrooms}`
      if (seen.has(key)) add(['population', 'households', index], 'has the same shape as a row above')
      seen.add(key)
    })
  },
]
