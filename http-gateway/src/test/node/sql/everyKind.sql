select $1::text as t, $2::int as i, $3::bigint as b, $4::numeric as n, $5::double precision as f, $6::boolean as y, $7::timestamptz as tz, $8::date as d,
  $9::jsonb as j, $10::bytea as bytes, $11::uuid as u, $12::text[] as ts, $13::int[] as "is"
