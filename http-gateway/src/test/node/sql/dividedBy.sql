select 1 / $1::int as result
