package dev.jprisma.product;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What the views look like, for the docs: {@code scripts/screenshots} puts the pictures there. */
class ScreenshotsTest {
    private static final Path FOLDER = Path.of(System.getProperty("jprisma.screenshots", "target/screenshots/views"));

    @Order(1)
    @RegisterExtension
    final Product product = new Product();

    @Order(2)
    @RegisterExtension
    final Browser browser = new Browser(product);

    @Test
    void everyViewIsShownWithAShopInIt() throws IOException {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        product.run("dev", "-n", "blog", "-d").expectSuccess();
        product.run("dev", "stop", "blog", "-y").expectSuccess();
        product.sql("shop", """
                create table customers (id int generated always as identity primary key, name text not null, email text);
                create table orders (id int generated always as identity primary key,
                                     customer_id int not null references customers, total numeric(10, 2), placed timestamptz);
                insert into customers (name, email)
                  select 'Customer ' || n, 'customer' || n || '@example.com' from generate_series(1, 500) n;
                insert into orders (customer_id, total, placed)
                  select 1 + n % 500, (n * 37 % 10000) / 100.0, timestamptz '2026-11-01' + n * interval '1 minute'
                  from generate_series(1, 5000) n;
                """);
        product.run("dev", "snapshot", "shop", "before-import").expectSuccess();
        product.run("dev", "snapshot", "shop", "after-import").expectSuccess();

        browser.size(1200, 560).openConsole();
        browser.await("vitals", () -> browser.pageText().contains(" MB") ? true : null);
        browser.screenshot(FOLDER.resolve("instances.png"));
        browser.go("shop", "connect").awaitText("PRISMA_DATABASE_URL").screenshot(FOLDER.resolve("connect.png"));
        browser.go("shop", "data", "public", "orders").awaitText("customer_id").screenshot(FOLDER.resolve("data.png"));
        browser.go("shop", "schema", "public", "orders")
                .awaitText("customer_id")
                .screenshot(FOLDER.resolve("schema.png"));
        browser.size(1200, 900).go("shop", "sql").find(".CodeMirror-code");
        browser.press("select c.name, sum(o.total) from customers c join orders o on o.customer_id = c.id")
                .press(" group by 1 order by 2 desc limit 100", Keys.ESCAPE);
        browser.click("Explain and run").awaitText("takes the most time").screenshot(FOLDER.resolve("sql.png"));
        browser.go("shop", "insights").awaitText("Recording while this view is open");
        browser.await(
                "the recording",
                () -> product.sql("shop", "show log_min_duration_sample").equals("0") ? true : null);
        String url = product.run("dev", "url", "shop").expectSuccess().line();
        browser.await("some moments", () -> {
            product.psql(url, "select * from orders where customer_id = 7");
            String moments = browser.driver()
                    .findElement(By.cssSelector("input[type=range]"))
                    .getDomAttribute("max");
            return Integer.parseInt(moments) >= 8 ? true : null;
        });
        browser.awaitText("reads all of orders for a few rows").screenshot(FOLDER.resolve("insights.png"));
        browser.size(1200, 560)
                .go("shop", "snapshots")
                .awaitText("before-import")
                .screenshot(FOLDER.resolve("snapshots.png"));
        browser.go("shop", "logs").awaitText("ready to accept").screenshot(FOLDER.resolve("logs.png"));
    }
}
