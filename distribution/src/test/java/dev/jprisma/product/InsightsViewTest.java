package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What is slow, as a person sees it: in the console's view and in the terminal. */
class InsightsViewTest {
    @Order(1)
    @RegisterExtension
    final Product product = new Product();

    @Order(2)
    @RegisterExtension
    final Browser browser = new Browser(product);

    @Test
    void whatIsSlowIsSeenWithWhatToDoAndTheServerRecordsAsLongAsTheViewIsOpen() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        product.sql(
                "shop",
                "create table orders (id int primary key, customer int);"
                        + "insert into orders select i, i % 500 from generate_series(1, 20000) i; analyze orders");
        browser.openConsole("shop").go("shop", "insights").awaitText("Recording while this view is open");
        awaitSetting("0");

        String markup = "<img src=x onerror=document.title='hit'>";
        product.sql(
                "shop",
                "select count(*) from orders where customer = 7 /*action='" + markup.replace("'", "%27") + "'*/");
        browser.awaitText(markup + " reads all of orders for a few rows")
                .awaitText("CREATE INDEX ON \"orders\" (customer);");
        assertThat(browser.driver().getTitle()).doesNotContain("hit");
        browser.requireAccessible();

        WebElement moment = browser.driver().findElement(By.cssSelector("input[type=range]"));
        browser.click("Pause").awaitText("Shown is");
        moment.sendKeys(Keys.HOME);
        browser.awaitText("Nothing to advise for what was executed so far.").requireAccessible();
        browser.click("Play back")
                .awaitText(markup + " reads all of orders for a few rows")
                .awaitText("Live.");

        browser.click("The statement").awaitText("Seq Scan on public.orders").awaitText("customer = $1");
        browser.requireAccessible();
        assertThat(product.run("insights", "shop").expectSuccess().out())
                .contains("reads all of orders for a few rows", "CREATE INDEX ON \"orders\" (customer);");

        browser.go("shop", "logs").awaitText("Logs of shop");
        awaitSetting("-1");
        assertThat(product.run("insights", "shop", "--json").expectSuccess().out())
                .contains("\"recording\" : false");
    }

    private void awaitSetting(String value) {
        browser.await(
                "log_min_duration_sample to be " + value,
                () -> product.sql("shop", "show log_min_duration_sample").equals(value) ? value : null);
    }
}
