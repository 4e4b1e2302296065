// A customer's own rhythm as SQL: what shared/tier/rhythm.ts says of one customer, for all whose lines or whose day
// changed. Stands within the statement of figures.ts, on what that has added up.

/** Sums over a customer's lines; ?4 is the last day before the half-year that ends with today. */
export const rhythmSums = `count(DISTINCT day) FILTER (WHERE is_paper) AS days,
      coalesce(sum(sold) FILTER (WHERE is_paper AND day > ?4), 0) AS half,
      sum(sold) FILTER (WHERE is_paper AND is_late AND day <= ?4) AS half_before`

/** Of three order days or more; `times` is the silence in his own intervals. ?2 today */
export const rhythms = `beats AS (
    SELECT s.who, s.last_on, CAST(floor(y.cycle + 0.5) AS INTEGER) AS usual,
      (julianday(?2) - julianday(s.last_on)) / y.cycle AS times,
      CASE WHEN s.half_before > 0 THEN s.half * 1.0 / s.half_before END AS trend
    FROM sums s CROSS JOIN cycles y ON y.who = s.who WHERE s.days >= 3),
  judged AS (
    SELECT b.*, times > 2 AS is_silent, coalesce(trend < 0.7, 0) AS is_falling,
      CAST(floor((1 - trend) * 100 + 0.5) AS INTEGER) AS percent
    FROM beats b),
  rhythms AS MATERIALIZED (
    SELECT who, CASE WHEN is_silent AND is_falling OR times > 3 THEN 'high' WHEN is_silent OR is_falling THEN 'watch'
        ELSE 'none' END AS churn_flag,
      CASE WHEN is_silent AND is_falling
          THEN json_object('k', 'silent.fewer', 'since', last_on, 'usual', usual, 'percent', percent)
        WHEN is_silent THEN json_object('k', 'silent', 'since', last_on, 'usual', usual)
        WHEN is_falling THEN json_object('k', 'fewer', 'percent', percent)
        ELSE json_object('k', 'steady', 'usual', usual, 'on', date(last_on, '+' || usual || ' days')) END AS rhythm
    FROM judged)`
