package dev.yellowjack.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yellowjack.ChildState;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The page as a person has it, in a real Chromium. {@code ./mvnw verify -pl board -am -Dtest=BoardBrowserTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dboard.pictures} renews the pictures in docs/board.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoardBrowserTest {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final Path PICTURES = Path.of(
            "false".equals(System.getProperty("board.pictures", "false")) ? "target/pictures" : "../docs/board");

    private static Browser browser;

    @BeforeAll
    static void openBrowser() throws Exception {
        boolean required = Boolean.getBoolean("chromium.required");
        assumeTrue(
                Browser.isThere() || required,
                "there is no chromedriver on the PATH (Debian: chromium-driver); -Dchromium.required=true makes that a failure");
        assertTrue(Browser.isThere(), "chromedriver is required, and not on the PATH");
        browser = Browser.light();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Fleet shop() {
        return new Fleet("shop")
                .child("orders", "orders-consumer", true)
                .child("mailer", true)
                .child("exporter", false)
                .child("invoices", true)
                .child("search-index", true)
                .child("nightly-report", false);
    }

    @Test
    void when_all_is_well_it_says_so() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().start()) {
            fleet.await("orders", ChildState.RUNNING);
            browser.open(board.uri());
            browser.untilText("#verdict", "All is well");
            browser.untilText("#verdict-counts", "6 children in 1 supervisor: 4 running, 2 off");
            assertEquals("", browser.text("#cards"));
            browser.picture(PICTURES.resolve("healthy.png"));
        }
    }

    @Test
    void which_child_is_down_and_why_is_found_in_one_look_and_the_stack_in_one_click() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().start()) {
            browser.open(board.uri());
            browser.untilText("#verdict", "All is well");
            fleet.crash("orders", new SQLTransientConnectionException("pool is empty: no connection within 30,000 ms"));

            browser.untilText("#verdict", "orders is down: it crashed");
            browser.untilText(".card .cause", "SQLTransientConnectionException: pool is empty");
            browser.untilText(".card .facts", "flag orders-consumer reads ON");
            browser.untilText(".card .advice", "until its flag has been OFF and ON again");
            browser.until(
                    "it to be the first row",
                    () -> browser.text("#rows tr:first-child").startsWith("orders"));
            browser.untilText("#latest tr:first-child", "CRASHED");
            browser.picture(PICTURES.resolve("quarantined.png"));
            browser.click(".card .unfold");
            browser.untilText(".card pre", "at dev.yellowjack.board.BoardBrowserTest.");
            assertEquals("true", browser.run("return document.querySelector('.card .unfold').ariaExpanded;"));

            fleet.flip("orders-consumer", false);
            browser.untilText("#verdict", "All is well");
            browser.until("the card to be gone", () -> browser.count(".card") == 0);
        }
    }

    @Test
    void a_child_that_does_not_stop_is_told_from_one_that_crashed() throws Exception {
        try (Fleet fleet = shop().deafChild("importer").start();
                Board board = Board.builder().start()) {
            fleet.await("importer", ChildState.RUNNING);
            browser.open(board.uri());
            fleet.flip("importer", false);
            browser.untilText("#verdict", "importer does not stop");
            browser.untilText(".card .state", "OVERDUE");
            browser.untilText(".card .advice", "still runs");
            browser.picture(PICTURES.resolve("overdue.png"));
        }
    }

    @Test
    void among_ten_thousand_children_the_one_that_is_down_comes_first_and_any_is_found() throws Exception {
        Fleet many = new Fleet("many").child("child-7777", true);
        for (int i = 0; i < 10_000; i++) {
            if (i != 7777) {
                many.child("child-" + i, "shared-by-all", false);
            }
        }
        try (Fleet fleet = many.start();
                Board board = Board.builder().start()) {
            fleet.crash("child-7777", new IllegalStateException("no such queue: orders.eu-1"));
            browser.open(board.uri());
            browser.untilText("#verdict", "child-7777 is down");
            browser.untilText("#verdict-counts", "10,000 children");
            browser.until(
                    "it to be the first row",
                    () -> browser.text("#rows tr:first-child").startsWith("child-7777"));
            assertTrue(browser.count("#rows tr") <= 200, "the page has few rows, or it would not be smooth");
            browser.picture(PICTURES.resolve("ten-thousand.png"));

            browser.type("#search", "child-4242");
            browser.untilText("#found", "1 of 10,000");
            browser.untilText("#rows", "child-4242");
            long from = System.nanoTime();
            browser.run(
                    "const search = document.getElementById('search'); for (const text of ['child-1', 'child', '']) {"
                            + "search.value = text; search.dispatchEvent(new Event('input'));"
                            + "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); } return '';");
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            assertTrue(millis < 3_000, () -> "three searches took " + millis + " ms");
            browser.click("#more");
            browser.until("more rows", () -> browser.count("#rows tr") == 400);
        }
    }

    @Test
    void it_follows_supervisors_that_come_and_go_and_children_that_are_added_and_removed() throws Exception {
        try (Board board = Board.builder().start()) {
            browser.open(board.uri());
            browser.untilText("#verdict", "No supervisor runs");
            try (Fleet fleet = shop().start()) {
                browser.untilText("#verdict-counts", "6 children in 1 supervisor");
                fleet.supervisor().remove("exporter");
                browser.untilText("#verdict-counts", "5 children");
                fleet.supervisor()
                        .add(dev.yellowjack.Child.named("late").flag("mailer").runs(context -> context.awaitStop()));
                browser.untilText("#rows", "late");
            }
            browser.untilText("#verdict", "No supervisor runs");
        }
    }

    @Test
    void what_ids_and_exceptions_hold_is_text_and_no_markup() throws Exception {
        String nasty = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";
        try (Fleet fleet = new Fleet("<b>shop</b>").child(nasty, nasty, true).start();
                Board board = Board.builder().start()) {
            fleet.crash(nasty, new IllegalStateException(nasty));
            browser.open(board.uri());
            browser.untilText(".card .cause", nasty);
            browser.untilText("#rows", nasty);
            browser.untilText(".card .facts", "<b>shop</b>");
            browser.click(".card .unfold");
            browser.untilText(".card pre", nasty);
            assertEquals("undefined", browser.run("return typeof window.hacked;"));
            assertEquals(0, browser.count("main img") + browser.count("main b") + browser.count("main script"));
        }
    }

    @Test
    void without_a_token_there_is_nothing_to_press_that_changes_anything() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().start()) {
            fleet.crash("orders", new IllegalStateException("boom"));
            browser.open(board.uri());
            browser.untilText("#verdict", "orders is down");
            assertEquals(0, browser.count(".release"));
        }
    }

    @Test
    void who_knows_the_token_releases_a_child_and_who_does_not_is_told() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().token(TOKEN).start()) {
            fleet.crash("orders", new IllegalStateException("boom"));
            browser.open(board.uri());
            browser.untilText("#verdict", "orders is down");
            browser.click(".card .release");
            browser.type("#token", "not-the-token-at-all");
            browser.press(ENTER);
            browser.untilText("#key-note", "That is not the token");
            assertEquals(
                    ChildState.QUARANTINED, fleet.supervisor().status("orders").state());
            browser.type("#token", TOKEN);
            browser.press(ENTER);

            browser.untilText("#verdict", "All is well");
            fleet.await("orders", ChildState.RUNNING);
            assertFalse(
                    browser.run("return document.documentElement.outerHTML;").contains(TOKEN));
        }
    }

    @Test
    void it_can_be_used_from_the_keyboard_and_by_a_screen_reader() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().start()) {
            fleet.crash("orders", new IllegalStateException("boom"));
            browser.open(board.uri());
            browser.untilText("#verdict", "orders is down");
            browser.press("/");
            assertEquals("search", browser.run("return document.activeElement.id;"));
            browser.press(TAB);
            assertEquals("filters", browser.run("return document.activeElement.parentElement.id;"));
            browser.press(ENTER);
            browser.until(
                    "the filter to be pressed",
                    () -> browser.run("return document.activeElement.ariaPressed;")
                            .equals("true"));
            browser.until("only those that need somebody", () -> browser.count("#rows tr") == 1);

            assertEquals("polite", browser.run("return document.getElementById('verdict').ariaLive;"));
            assertEquals("en", browser.run("return document.documentElement.lang;"));
            assertEquals(
                    "",
                    browser.run(
                            "return [...document.querySelectorAll('button, input, svg[role=img], pre:not([hidden])')]"
                                    + ".filter(one => one.offsetParent !== null || one.tagName === 'svg')"
                                    + ".filter(one => !(one.innerText || one.ariaLabel || one.getAttribute('aria-label')"
                                    + " || (one.labels && one.labels.length)))"
                                    + ".map(one => one.outerHTML).join();"),
                    "what can be operated has a name");
        }
    }

    @Test
    void the_focus_stays_where_it_is_when_something_happens() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().start()) {
            browser.open(board.uri());
            browser.untilText("#verdict", "All is well");
            browser.run(
                    "[...document.querySelectorAll('#rows button')].find(one => one.innerText === 'mailer').focus(); return '';");
            fleet.crash("orders", new IllegalStateException("boom"));
            browser.untilText("#verdict", "orders is down");
            assertEquals("mailer", browser.run("return document.activeElement.innerText;"));
        }
    }

    @Test
    void the_focus_stays_on_its_card_when_the_card_before_it_goes_away() throws Exception {
        try (Fleet fleet = shop().start();
                Board board = Board.builder().start()) {
            fleet.crash("orders", new IllegalStateException("one"));
            fleet.crash("mailer", new IllegalStateException("two"));
            browser.open(board.uri());
            browser.untilText("#verdict", "2 children need somebody");
            browser.run("document.querySelector('#cards li:nth-child(2) .unfold').focus(); return '';");
            fleet.flip("orders-consumer", false);
            browser.untilText("#verdict", "mailer is down");
            assertEquals("Stack trace of mailer", browser.run("return document.activeElement.ariaLabel;"));
        }
    }

    @Test
    void each_transition_is_there_once() throws Exception {
        try (Board board = Board.builder().start();
                Fleet fleet = shop().start()) {
            fleet.await("orders", ChildState.RUNNING);
            browser.open(board.uri());
            browser.untilText("#verdict", "All is well");
            fleet.crash("orders", new IllegalStateException("boom"));
            browser.untilText("#latest tr:first-child", "CRASHED");
            assertEquals(
                    "true",
                    browser.run("const keys = [...document.querySelectorAll('#latest tr')].map(row => row.dataset.key);"
                            + "return String(new Set(keys).size === keys.length);"));
        }
    }

    @Test
    void when_the_board_is_gone_it_says_that_what_it_shows_is_old() throws Exception {
        try (Fleet fleet = shop().start()) {
            Board board = Board.builder().start();
            int port = board.uri().getPort();
            browser.open(board.uri());
            browser.untilText("#connection", "Live");
            board.close();
            browser.untilText("#connection", "Not connected");
            try (Board again = Board.builder().port(port).start()) {
                browser.untilText("#connection", "Live");
                browser.untilText("#verdict-counts", "6 children");
            }
        }
    }

    @Test
    void it_is_dark_for_those_who_like_it_so() throws Exception {
        try (Fleet fleet = shop().childOfNoFlag("loyalty").start();
                Board board = Board.builder().start();
                Browser dark = Browser.dark()) {
            fleet.crash("orders", new SQLTransientConnectionException("pool is empty: no connection within 30,000 ms"));
            dark.open(board.uri());
            dark.untilText("#verdict", "orders is down");
            String ground = dark.run("return getComputedStyle(document.body).backgroundColor;");
            assertEquals("rgb(20, 23, 27)", ground);
            dark.picture(PICTURES.resolve("dark.png"));
        }
    }
}
