import type { Clause, Meaning } from '../../../src/dialogue/understand/meaning.ts'

/** A meaning on one line, for tables: `opinion alien-1979/like || want -genre:horror! year[1980,1989]`. */
export const show = (meaning: Meaning): string => meaning.clauses.map(showClause).join(' || ')

function showClause(c: Clause): string {
  return [
    c.intent,
    ...c.items.map(
      ({ candidates, ambiguous, stance, seen }) =>
        `${candidates[0]?.id}${ambiguous ? '?' : ''}/${stance}${seen === undefined ? '' : seen ? '+seen' : '-seen'}`,
    ),
    ...c.unknownTitles.map(({ surface, stance }) => `"${surface}"/${stance}`),
    ...c.tags.map(
      ({ field, value, stance, strength, hard }) =>
        `${field}:${value}/${stance}${strength === 1 ? '' : `*${strength}`}${hard ? '!' : ''}`,
    ),
    ...c.numbers.map(({ field, min, max, relative, clear, except }) =>
      relative
        ? `${field}${relative.direction > 0 ? '>' : '<'}${relative.to ?? ''}`
        : clear
          ? `${field}=any`
          : `${except ? '!' : ''}${field}[${min ?? ''},${max ?? ''}]`,
    ),
    c.count === undefined ? '' : `count:${c.count}`,
    c.subject === undefined ? '' : `about:${c.subject.replaceAll(' ', '+')}`,
    c.comparison ? `by:${c.comparison.by || c.comparison.kind}${c.comparison.direction > 0 ? '+' : '-'}` : '',
    ...c.axes.map(({ axis, direction }) => `${axis}${direction > 0 ? '+' : '-'}`),
    c.ordinals.length > 0 ? `#${c.ordinals.join(',')}` : '',
    c.items.length === 0 && (c.stance === 'like' || c.stance === 'dislike') && c.tags.length === 0 ? c.stance : '',
    c.seen === undefined || c.items.length > 0 ? '' : c.seen ? 'seen' : 'unseen',
    c.pronoun ?? '',
    c.asksFor === undefined ? '' : `asks:${c.asksFor}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
