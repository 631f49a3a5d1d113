import { anyOf } from './found.js'

/** Words around a name, as patterns on the text before or behind it. */

const SELF = anyOf('himself herself themselves him her them me')
const PEOPLE = anyOf(
  'applicant tenant client ct victim survivor perpetrator perp suspect partner ex husband wife boyfriend girlfriend mother father mum dad son daughter brother sister baby child boy girl lad cousin uncle aunt auntie nan gran grandmother grandfather neighbour friend carer patient mrs mr',
)
const NAME = anyOf('name nmae naem names surname forename firstname lastname')

/** What comes next is called by name; small letters are no defence. */
export const INTRODUCES = new RegExp(
  [
    String.raw`\b${NAME}\s*(?:is|was|are|=|:|-|'s)\s*$`,
    String.raw`\b(?:client|tenant|applicant|first|last|full|family|her|his|their|the)(?:'s)?\s+${NAME}\s*$`,
    String.raw`\b${NAME}\b[^.\n]{0,24}\b(?:is|as|are)\s+$`,
    String.raw`\b(?:called|calld|caled|named|nicknamed)\s+$`,
    String.raw`\b(?:known|goes|answers|introduced\s+${SELF})\s+(?:as|by|to)\s+$`,
    String.raw`\b${PEOPLE}\s*[:=]\s*$`,
    String.raw`\b(?:aka|a\.k\.a\.?)\s+$`,
  ].join('|'),
  'iu',
)

/** A by-name follows, which may be an ordinary word. */
export const NICKNAMES = new RegExp(
  [
    String.raw`\b(?:alias|aka|a\.k\.a\.?|nick\s?names?|street\s?names?|pet\s?name|gang\s+name|tag\s?name|nicknamed)\b[^.\n]{0,40}?(?:\b(?:is|are|was|of|and)\b|[:=,-])?\s*["']?$`,
    String.raw`\b(?:known|know\s+${SELF}|knows\s+${SELF}|refers?\s+to\s+${SELF}|calls?\s+${SELF}|call\s+${SELF}|styles?\s+${SELF})\b[^.\n]{0,24}?(?:\bas\b)?\s*["']?$`,
    String.raw`\b(?:they|everyone|everybody|people|friends|mates|kids|staff|family|who)\s+(?:all\s+)?(?:call|calls|called|know|knows)\s+(?:(?:${SELF}|the\s+\p{L}+)\s+)?(?:as\s+)?["']?$`,
    String.raw`\b(?:as|the\s+name\s+of|moniker|stage\s+name|rap\s+name|under)\s+["']$`,
    String.raw`\b(?:called|named)\s+["']?$`,
    String.raw`(?:^|[^\p{L}])(?:lil|lil'|mc|dj|og|yung|big\s+man)\s+$`,
    String.raw`\b(?:goes\s+by(?:\s+the\s+name(?:\s+of)?)?|goes\s+under|answers\s+to|ask\s+for|asks\s+for|tag\b[^.\n]{0,24}\breads|signs?\s+(?:off\s+)?as|nicknamed)\s+["']?$`,
  ].join('|'),
  'iu',
)

/** Somebody was spoken to, heard from or met. */
export const CONTACTED =
  /\b(?:spoke\s+(?:to|with)|speak\s+to|spoken\s+to|talked\s+to|reply\s+from|heard\s+from|word\s+from|voicemail\s+(?:for|from)|message\s+(?:for|from)|letter\s+from|agreed\s+with|met\s+with|call(?:ed)?\s+from|texted|phoned|rang|emailed|on\s+behalf\s+of|supporting|referring|introduce|referral\s+(?:is\s+)?for|signed\s+by|consent\s+(?:from|by))\s+$/iu

/** Only people do this, so what stands before is one; safe even for names that are ordinary words. */
export const ACTS =
  /^\s+(?:says?|said|rang|came|told|tells|asked|asks|phoned|texted|emailed|called|lives|lived|stays|moved|left|fled|feels|felt|wants|wanted|knows|knew|thinks|thought|declined|refused|accepted|agreed|shouted|threatened|attacked|hit|punched|turned\s+up|is\s+(?:staying|living|hiding|afraid|scared|frightened|pregnant|worried|waiting|sleeping|being\s+followed|her|his|their)|has\s+(?:been|asked|told|said|moved|left|fled|agreed|declined|phoned|rung|called|two|three|four|a\s+(?:son|daughter|baby|child))|was\s+(?:attacked|hit|followed|threatened|seen|stabbed|arrested|assaulted|moved)|would\s+come|drives|works\s+(?:at|in|nights|as)|sleeps|slept|cannot\s+go|can't\s+go|and\s+(?:her|his)\s+)\b/iu

/** A person usually stands before this, when the word is unknown anyway. */
export const BEFORE_A_VERB =
  /^\s+(?:is|was|has|had|does|did|doesn't|didn't|isn't|hasn't|wasn't|will|would|can|can't|cannot|could|should|must|may|might|needs|needed|goes|went|gets|got|makes|made|takes|took|gave|gives|comes|works|worked|attends|attended|turns|moves|stopped|started|still|never|always|also|now|just|only|who|whose|both|rings|calls|drives|drove|owns|keeps|kept|sent|sends|posted|posts|found|finds|saw|sees|follows|followed|bought|broke|breached|shares?|stay|came|was|&)\b/iu

/** Whose relative, or whose case. */
export const OWNS =
  /^(?:'s|s')?\s+(?:ex|mum|mother|dad|father|son|daughter|brother|brothers|sister|partner|husband|wife|boyfriend|girlfriend|cousin|family|friend|kids|children|baby|house|flat|tenancy|dash|risk|case|support|statement|injuries|phone)\b/iu

/** "the Amoah family": a surname stands before. */
export const FAMILY = /^\s+(?:family|household|brothers|sisters|twins|boys|girls)\b/iu

/** Lists of who belongs to a household. */
export const LISTS_PEOPLE =
  /\b(?:children|kids|moving|household|dependants|dependents|boys?|girls?|siblings|sons?|daughters?|twins?|visitors?|others)\b[^.\n:;-]{0,32}(?:\bare\b|\bis\b|:|-)\s*[^.\n]*$/iu

/** Before a name; the dot may be missing. */
export const TITLED =
  /(?<![\p{L}])(mr|mrs|ms|mx|miss|dr|prof|professor|rev|reverend|fr|father|pastor|imam|sheikh|shaykh|rabbi|rebbetzin|judge|sgt|sergeant|pc|dc|dci|di|inspector|constable|cllr|councillor|sir|dame|lady|lord|auntie|aunty|aunt|uncle|madam|madame|messrs|nurse|sister|brother|bro|cousin|nana|granny|grandma|grandad)\.?\s+$/iu

/** Titles that only ever stand before a name, however it is written. */
export const SURE_TITLE = /^(?:mr|mrs|ms|mx|cllr|messrs)$/i

/** What may follow a title without being a name. */
export const AFTER_NO_TITLE =
  /^(?:appointments?|surgery|letter|note|notes|call|calls|visit|visits|the|a|an|and|or|who|is|was|has|had|in|at|to|of|on|for|can|will|would|said|says|whose|officer|general|figure|house|mary|mayor|chief|tongue|court|board|referral|hospital)$/i

/** Capitalised out of habit, and no nickname although a verb follows. */
export const ROLE_WORD =
  /^(?:tenant|client|applicant|landlord|council|police|officer|court|housing|support|social|worker|school|doctor|mother|father|mum|dad|sister|brother|son|daughter|family|he|she|they|it|who|i|we|you|lead|coordinator|neighbours?|partner|perpetrator|nominating|named|coordinators|panel|manager|team|service|services|authority|association|children|child|interpreter|solicitor|advocate|nan|gran|uncle|auntie|aunt|cousin|gp|midwife|nurse|carer|teacher|victim|survivor|refuge|hospital|women|men|young|people|person|baby|ex|husband|wife|nobody|somebody|everyone|anyone|scheme|provider|reporter|auditor|letting|lettings|legal|duty|homelessness|allocations|probation|bank|church|mosque|temple)$/i
