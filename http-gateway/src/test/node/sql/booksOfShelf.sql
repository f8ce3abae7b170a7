-- @param {Int} $1:shelf
-- @param {BigInt} $2:sold
-- @param {Date} $3:published?
select title, place, sold, price, cover, extra, published from "Book"
where shelf = $1 and sold >= $2 and ($3::date is null or published = $3) order by place
