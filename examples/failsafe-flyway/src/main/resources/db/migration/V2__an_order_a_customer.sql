CREATE UNIQUE INDEX one_order_a_customer ON orders (customer);
