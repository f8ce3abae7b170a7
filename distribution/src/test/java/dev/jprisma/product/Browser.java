package dev.jprisma.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Chromium as a person uses it, on the console of a {@link Product}; started when it is first used. A test fails at its
 * end if the browser said that something broke the page's content security policy, or that a script failed.
 */
final class Browser implements AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Product product;
    private final List<String> expected = new ArrayList<>();
    private ChromeDriver driver;

    Browser(Product product) {
        this.product = product;
    }

    /** Opens the console as {@code jprisma console} does, with what else stands behind it, and waits for its page. */
    Browser openConsole(String... arguments) {
        List<String> line = new ArrayList<>(List.of("console", "--no-browser"));
        line.addAll(List.of(arguments));
        String url = product.run(line.toArray(String[]::new)).expectSuccess().line();
        // A fragment alone would not load it anew.
        driver().get("about:blank");
        driver().get(url);
        find("h1");
        return this;
    }

    /** Goes to a view, {@code "shop", "sql"}, by its address. */
    Browser go(String... parts) {
        run("location.hash = '#/' + Array.from(arguments).map(encodeURIComponent).join('/')", (Object[]) parts);
        return this;
    }

    ChromeDriver driver() {
        if (driver == null) {
            driver = start();
        }
        return driver;
    }

    private ChromeDriver start() {
        Path chromium = program("chromium");
        Path chromedriver = program("chromedriver");
        boolean there = chromium != null && chromedriver != null;
        assertThat(there || System.getenv("CI") == null)
                .as("chromium and chromedriver, without which nothing of the console's page is tested")
                .isTrue();
        Assumptions.assumeTrue(
                there, "NOT TESTED: the console's page in a browser; it needs chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                // Root has no sandbox, and a container little shared memory.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--window-size=1280,900",
                "--user-data-dir=" + product.folder().resolve("chromium"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    private static Path program(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** The first element of a CSS selector, when there is one that can be seen. */
    WebElement find(String css) {
        return await(
                "an element " + css,
                () -> driver().findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** A button, link or field by its accessible name, when there is one that can be seen. */
    WebElement named(String name) {
        return await(
                "something named " + name,
                () -> driver()
                        .findElements(By.cssSelector(
                                "button, a, input, select, textarea, [role=button], [role=tab], summary"))
                        .stream()
                        .filter(element -> element.isDisplayed() && name.equals(element.getAccessibleName()))
                        .findFirst()
                        .orElse(null));
    }

    /** Clicks the button or link of that accessible name, when it can be used. */
    Browser click(String name) {
        await(name + " to click", () -> {
            WebElement element = named(name);
            if (!element.isEnabled()) {
                return null;
            }
            element.click();
            return element;
        });
        return this;
    }

    /** Replaces what stands in the field of that accessible name. */
    Browser type(String name, String text) {
        WebElement field = named(name);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text);
        return this;
    }

    /** Chooses what is called so in the list of that accessible name. */
    Browser choose(String name, String option) {
        await(
                        "the choice " + option,
                        () -> named(name).findElements(By.tagName("option")).stream()
                                .filter(element -> element.getText().equals(option))
                                .findFirst()
                                .orElse(null))
                .click();
        return this;
    }

    /** What the page gets from an address, with its cookie. */
    String fetch(String address) {
        return (String) driver().executeAsyncScript(
                        "fetch(arguments[0]).then(r => r.text()).then(arguments[1], e => arguments[1](String(e)))",
                        address);
    }

    /** Presses keys, wherever the focus is. */
    Browser press(CharSequence... keys) {
        new Actions(driver()).sendKeys(keys).perform();
        return this;
    }

    /** Presses a key together with Control, wherever the focus is. */
    Browser pressWithControl(CharSequence key) {
        new Actions(driver())
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
        return this;
    }

    /** Waits until the page shows a text. */
    Browser awaitText(String text) {
        await("the text " + text, () -> pageText().contains(text) ? text : null);
        return this;
    }

    /** Waits until the page shows a text no more. */
    Browser awaitNoText(String text) {
        await("the end of the text " + text, () -> pageText().contains(text) ? null : text);
        return this;
    }

    /** All that the page shows. */
    String pageText() {
        return driver().findElement(By.tagName("body")).getText();
    }

    /** What waits until it is not null. */
    <T> T await(String what, Supplier<T> supplier) {
        return Awaitility.await(what)
                .atMost(LIMIT)
                .ignoreException(StaleElementReferenceException.class)
                .until(supplier::get, value -> value != null);
    }

    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver()).executeScript(script, arguments);
    }

    /** From now on the page is dark, or light, as the person's system says. */
    Browser colours(boolean dark) {
        driver().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    Browser size(int width, int height) {
        driver().manage().window().setSize(new Dimension(width, height));
        return this;
    }

    /** Fails if axe-core finds that somebody could not use the page as it is now. */
    Browser requireAccessible() {
        run(axe());
        Object violations = driver().executeAsyncScript("const done = arguments[0];"
                + "axe.run(document).then(r => done(r.violations.map(v => v.id + ': '"
                + " + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))),"
                + " e => done([String(e)]));");
        assertThat((List<?>) violations).as("violations of axe-core's rules").isEmpty();
        return this;
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if one has to scroll sideways to see the page. */
    Browser requireNoSidewaysScrolling() {
        assertThat((Boolean) run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("the page fits into its window")
                .isTrue();
        return this;
    }

    /** What the browser logs with this text in it is what the test is about. */
    Browser expectLogged(String text) {
        expected.add(text);
        return this;
    }

    /** Writes what can be seen as a PNG. */
    Browser screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver().getScreenshotAs(OutputType.BYTES));
        return this;
    }

    /** What the browser complained of and the test did not expect. */
    private List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> expected.stream().noneMatch(message::contains))
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (driver == null) {
            return;
        }
        try {
            if (context.getExecutionException().isPresent()) {
                screenshot(Path.of("target", "screenshots", context.getDisplayName() + ".png"));
            }
            assertThat(complaints()).as("errors in the browser's console").isEmpty();
        } finally {
            driver.quit();
            driver = null;
            expected.clear();
        }
    }
}
