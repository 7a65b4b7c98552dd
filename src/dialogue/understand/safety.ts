/**
 * Does somebody speak of harming themselves? Rules with a good memory for the ways of saying it, on folded
 * words with the domain's noun as `{noun}`; figures of speech and titles do not count. Kept apart from the classifier so that it can be read.
 */
export function speaksOfSelfHarm(words: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `
  const meant = text.replace(FIGURES, ' ')
  return SIGNS.some((sign) => sign.test(meant))
}

const I = '(?:i|im|ive|id|ill|i m|me|my)'
const SIGNS: readonly RegExp[] = [
  / (?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging|shoot|shooting|drown|drowning|starve|starving|poison|unalive|unaliving|off|offing) (?:my ?self|myslef|mysef) /,
  / (?:kms|ctb) /,
  / (?:want|wanna|wish|going|gonna|ready|rather|like|hope|prefer|need|plan|planning|trying|tried|decided|try|think about|thinking of|thinking about|better if i) (?:\S+ ){0,2}?(?:die|dying|be dead|was dead|were dead|end it|end it all|end my life|ending my life|ending it|ending it all|end things|not exist|not be here|take my life|take my own life|disappear forever|never wake up) /,
  / (?:wish|wished) i (?:was|were|had been|had|had never been|was never|were never) (?:dead|born|never born|never been born|not here|gone) /,
  / (?:end|ending|take|taking|ended) (?:my|my own) life /,
  / (?:im|i am|i feel|feeling|felt|been|i m|being|still) (?:\S+ )?suicidal /,
  / i (?:\S+ ){0,4}(?:commit|committing|attempt|attempted|attempting|considering|contemplating|about|of) suicide /,
  / suicidal thoughts /,
  / (?:dont|do not|didnt|cant|cannot|no longer|not) (?:\S+ )?(?:want|wanna|wish|care) (?:to )?(?:live|be alive|exist|be here|wake up|go on living|live anymore|keep living) (?:any ?more|tomorrow|anymore|if|like this|again|ever)? ?(?:\S+ )?$/,
  / (?:dont|do not) (?:want to|wanna) (?:live|be alive|exist|wake up|keep living) /,
  / (?:cant|cannot|can not) (?:go on|take it|do this|live like this|keep going|keep living) (?:any ?more|with my life|living) /,
  / (?:no|any) (?:reason|point|purpose|will) (?:to|in|of) (?:live|living|be alive|go on living) /,
  / (?:life|my life) (?:is|isnt|is not|has become|feels) (?:not )?(?:worth living|worthless|not worth|unbearable|pointless and) /,
  / (?:better off|be better) (?:dead|without me) /,
  / (?:nobody|noone|no one) would (?:miss|notice|care) (?:me|if i (?:was|were|died|am|disappeared|killed)) /,
  / (?:self harm|selfharm|self harming|selfharming|self harmed) /,
  / i (?:\S+ )?(?:cut|am cutting|have been cutting|keep cutting|burn|am burning|hurt) (?:my arms|my wrists|my legs|my wrist|my skin|myself) /,
  / (?:took|taken|take|swallow|swallowed) (?:too many|all my|all the|a whole bottle of|a bottle of) (?:pills|tablets|meds|sleeping pills|painkillers) /,
  / (?:overdose|overdosing|overdosed|od) (?:on|myself|tonight|again) /,
  new RegExp(` ${I} (?:\\S+ ){0,3}(?:jump off|jumping off) (?:a|the) (?:bridge|roof|building) `),
]
/** About something to watch, or not meant: "I'd kill for a good comedy", "dying to see it", "die laughing". */
const FIGURES =
  / (?:(?:stories|something|anything|\{noun\}) (?:\S+ )?(?:about|with|on|of|where) (?:\S+ ){0,4}(?:suicide|dying|death|self harm|killing|kills?|die|dies|hangs?|harm\S*)|dying to (?:see|watch|know|play|read|try)|(?:die|died|dying) (?:of laughter|laughing|of boredom)|no (?:suicide|self harm)|without (?:suicide|self harm)|to die for|suicide squad|(?:laughed|scared|bored) (?:my ?self|me) )/g
