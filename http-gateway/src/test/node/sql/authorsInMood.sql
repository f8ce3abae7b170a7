select name, mood, wealth, born, count(b)::int as books, array_agg(b.price order by b.place) as prices
from "Author" a left join "Book" b on b."authorId" = a.id where mood = $1 and wealth is distinct from $2 group by a.id order by name
