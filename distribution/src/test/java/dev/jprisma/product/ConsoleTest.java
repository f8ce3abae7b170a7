package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The console's page, used as a person does. */
class ConsoleTest {
    @Order(1)
    @RegisterExtension
    final Product product = new Product();

    @Order(2)
    @RegisterExtension
    final Browser browser = new Browser(product);

    @Test
    void instancesAreMadeStoppedStartedAndRemovedWithTheWordsOfTheCommands() {
        browser.openConsole().awaitText("There are no instances yet.");
        browser.click("New instance").type("Name", "shop").click("Create");
        browser.awaitText("shop is running.");
        assertThat(product.status("shop")).isEqualTo("running");

        browser.click("Stop shop");
        assertThat(browser.named("Stop").isEnabled()).isFalse();
        browser.type("Type i will interrupt sessions to go on", "i will interrupt sessions")
                .click("Stop");
        browser.awaitText("not_running");
        assertThat(product.status("shop")).isEqualTo("not_running");

        browser.click("Start shop").awaitText("shop is running.");
        product.awaitStatus("shop", "running");

        browser.click("Remove shop");
        browser.type("Type i will lose local data to go on", "i will lose local data")
                .click("Remove");
        browser.awaitText("There are no instances yet.");
        assertThat(product.status("shop")).isEqualTo("not listed");
    }

    @Test
    void everyUrlAndTheCodeOfEachClientIsThereToBeCopiedAndTheEnvironmentIsAFile() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        String url = product.run("dev", "url", "shop").expectSuccess().line();
        browser.openConsole("shop").awaitText("Connect of shop").awaitText("PRISMA_DATABASE_URL");
        assertThat(browser.pageText()).doesNotContain(url);
        browser.click("Show secrets").awaitText(url);
        assertThat(browser.pageText())
                .contains("Prisma Client", "@prisma/adapter-ppg", "Neon's driver", "Kysely", "curl", "Python");
        assertThat(browser.run("return fetch('/ui/instances/shop/env').then(answer => answer.text())"))
                .asString()
                .isEqualToIgnoringNewLines(
                        product.run("dev", "env", "shop").expectSuccess().out());
        browser.requireAccessible();
    }

    @Test
    void aSnapshotIsTakenRestoredForkedAndDeleted() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        product.sql("shop", "create table orders (id int); insert into orders values (1)");
        browser.openConsole("shop").go("shop", "snapshots").awaitText("There are no snapshots.");
        browser.click("Take a snapshot").type("Name", "before").click("Take").awaitText("Snapshot before of shop,");
        browser.requireAccessible();

        product.sql("shop", "drop table orders");
        browser.click("Restore before")
                .type("Type i will interrupt sessions to go on", "i will interrupt sessions")
                .click("Restore")
                .awaitText("shop is back to snapshot before.");
        assertThat(product.sql("shop", "select count(*) from orders")).isEqualTo("1");

        browser.click("Fork before")
                .type("Name of the new one", "lab")
                .click("Fork")
                .awaitText("lab is running.");
        assertThat(product.sql("lab", "select count(*) from orders")).isEqualTo("1");

        browser.click("Delete before")
                .type("Type i will lose local data to go on", "i will lose local data")
                .click("Delete")
                .awaitText("Snapshot before is deleted.");
        assertThat(product.run("dev", "snapshots", "shop").expectSuccess().out())
                .doesNotContainPattern("(?m)^shop +before ");
    }

    @Test
    void anInstanceIsBroughtBackToAMomentOfItsHistoryAndForked() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.openConsole("shop").go("shop", "snapshots").awaitText("None is kept.");
        browser.click("Keep a history").type("Length", "1h").click("Keep").awaitText("Any moment from");
        browser.requireAccessible();
        product.sql("shop", "create table orders (id int); insert into orders values (1)");
        String moment = aSecondFromNow();
        product.sql("shop", "insert into orders values (2)");

        browser.click("Fork a moment");
        choose(moment);
        browser.type("Name of the new one", "lab").click("Fork").awaitText("lab is running.");
        assertThat(product.sql("lab", "select count(*) from orders")).isEqualTo("1");
        assertThat(product.sql("shop", "select count(*) from orders")).isEqualTo("2");

        browser.click("Restore a moment");
        choose(moment);
        browser.type("Type i will interrupt sessions to go on", "i will interrupt sessions")
                .click("Restore")
                .awaitText("shop is back to ");
        assertThat(product.sql("shop", "select count(*) from orders")).isEqualTo("1");

        browser.click("Keep none")
                .type("Type i will lose local data to go on", "i will lose local data")
                .click("Delete")
                .awaitText("None is kept.");
        assertThat(product.run("dev", "history", "shop").expectSuccess().out()).contains("keeps no history");
    }

    /** A whole second that has passed, and before which all was that was done. */
    private static String aSecondFromNow() {
        Instant moment = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Awaitility.await().until(() -> Instant.now().isAfter(moment));
        return LocalDateTime.ofInstant(moment, ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
    }

    /** What is typed into such a field depends on the browser's language. */
    private void choose(String moment) {
        browser.run(
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
                browser.named("Moment"),
                moment);
        browser.click("Choose");
    }

    @Test
    void theLogsAreFollowedAndFilteredAndWhatStandsInThemIsNoMarkup() {
        String markup = "<img src=x onerror=document.title='hit'>";
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.openConsole("shop").go("shop", "logs").awaitText("database system is ready");
        product.sql("shop", "do $$ begin raise log '%', $m$" + markup + "$m$; end $$");
        browser.awaitText(markup);
        assertThat(browser.driver().getTitle()).doesNotContain("hit");
        browser.type("Lines with", "onerror").awaitNoText("database system is ready");
        assertThat(browser.pageText()).contains(markup);
        browser.requireAccessible();
    }

    @Test
    void anInstanceThatStopsUnderItsViewIsSaidToHaveStopped() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.openConsole("shop").awaitText("Connect of shop");
        product.run("dev", "stop", "shop", "-y").expectSuccess();
        browser.awaitText("shop does not run");
        product.run("dev", "rm", "shop", "-y").expectSuccess();
        browser.awaitText("There is no instance of that name any more.");
    }

    @Test
    void whatAnInstanceTakesAndDoesIsSeen() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.openConsole()
                .await("its vitals", () -> browser.pageText().matches("(?s).*\\d MB .*\\d MB .*") ? true : null);
    }

    @Test
    void whatACommandDoesIsSeenAtOnce() {
        browser.openConsole().awaitText("There are no instances yet.");
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.awaitText("shop").awaitText("running");
        product.run("dev", "stop", "shop", "-y").expectSuccess();
        browser.awaitText("not_running");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        browser.openConsole().awaitText("There are no instances yet.");
        browser.press(Keys.TAB, Keys.ENTER, Keys.TAB, Keys.ENTER);
        browser.named("Name");
        browser.press("shop", Keys.ENTER).awaitText("shop is running.");
        assertThat(product.status("shop")).isEqualTo("running");
    }

    @Test
    void itIsAccessibleInLightAndDarkAndInANarrowWindow() {
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.openConsole().awaitText("shop");
        for (boolean dark : new boolean[] {false, true}) {
            browser.colours(dark).requireAccessible();
        }
        browser.size(500, 800).requireAccessible().requireNoSidewaysScrolling();
    }

    @Test
    void anOpenPageGoesOnWhenTheDaemonWasKilledAndIsThereAgain() {
        browser.expectLogged("net::ERR_").openConsole().awaitText("There are no instances yet.");
        product.kill(product.daemon());
        browser.awaitText("The daemon does not answer.");
        product.run("dev", "-n", "shop", "-d").expectSuccess();
        browser.awaitNoText("The daemon does not answer.").awaitText("shop");
    }

    @Test
    void aPageThatNobodyLetInSaysWhatToType() {
        String url = product.run("console", "--no-browser").expectSuccess().line();
        browser.expectLogged("401");
        browser.driver().get(url.substring(0, url.indexOf('#')));
        browser.awaitText("Nobody let this browser in");
        browser.requireAccessible();
    }

    @Test
    void aLinkWorksOnceAndIsReplacedInTheAddress() {
        String url = product.run("console", "--no-browser").expectSuccess().line();
        browser.driver().get(url);
        browser.awaitText("There are no instances yet.");
        assertThat(browser.driver().getCurrentUrl()).doesNotContain("code");
        browser.driver().get("about:blank");
        browser.expectLogged("400").driver().get(url);
        browser.awaitText("This link was used before");
    }

    @Test
    void onceItIsStoppedNobodyIsInAnyMore() {
        browser.expectLogged("net::ERR_").expectLogged("401").openConsole();
        assertThat(product.run("console", "--stop").expectSuccess().line()).isEqualTo("The console is closed.");
        browser.awaitText("The daemon does not answer.");
        product.run("console", "--no-browser").expectSuccess();
        browser.awaitText("Nobody let this browser in");
        product.run("console", "--stop").expectSuccess();
        assertThat(product.run("console", "--stop").expectSuccess().line()).isEqualTo("The console is not open.");
    }
}
