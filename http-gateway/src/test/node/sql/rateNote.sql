update side."Note" set stars = $2 where id = $1 returning id, text, stars
