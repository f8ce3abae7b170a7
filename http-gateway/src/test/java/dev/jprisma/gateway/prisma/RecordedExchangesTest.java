package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.TestServer;
import dev.jprisma.gateway.prisma.value.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What Prisma Client 7.10 sent, and what Prisma's own executor answered, in order. */
class RecordedExchangesTest {
    /** What differs from run to run: ids, instants, durations. */
    private static final Map<String, String> FORMS = Map.of(
            "[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>",
            "c[a-z0-9]{24}", "<cuid>",
            "[0-9A-HJKMNP-TV-Z]{26}", "<ulid>",
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "<instant>");

    private final Map<String, Object> learnt = new HashMap<>();

    @Test
    void answersAsPrismasOwnExecutorDid() throws IOException {
        replayAll(RecordedExchangesTest::unchanged);
    }

    /** A field may come before the one that says what it means. */
    @Test
    void answersTheSameIfTheFieldsOfPlansComeInReverse() throws IOException {
        replayAll(RecordedExchangesTest::reversed);
    }

    private static Object unchanged(Object body) {
        return body;
    }

    private static Object reversed(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(RecordedExchangesTest::reversed).collect(Collectors.toList());
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return value;
        }
        List<Object> names = new ArrayList<>(fields.keySet());
        Collections.reverse(names);
        Map<Object, Object> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, reversed(fields.get(name))));
        return reversed;
    }

    private void replayAll(UnaryOperator<Object> sent) throws IOException {
        RecordedSchema.create();
        try (PrismaGateway gateway = new PrismaGateway()) {
            int number = 0;
            for (Map<?, ?> exchange : exchanges()) {
                number++;
                if (exchange.containsKey("omitted")) {
                    writeWhatIsNotRecorded(number);
                } else {
                    replay(gateway, number, exchange, sent);
                }
            }
            assertThat(number).isEqualTo(119);
        }
    }

    private static List<Map<?, ?>> exchanges() throws IOException {
        List<Map<?, ?>> exchanges = new ArrayList<>();
        var in = RecordedExchangesTest.class.getResourceAsStream("exchanges-7.10.ndjson.gz");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> exchanges.add((Map<?, ?>) JsonReader.read(line)));
        }
        return exchanges;
    }

    /** Requests too large for the recording; of one of them later ones depend. */
    private static void writeWhatIsNotRecorded(int number) {
        if (number == 116) {
            TestServer.get()
                    .script("insert into \"Category\"(name) select 'bulk' || i from generate_series(0, 4999) i");
        }
    }

    private void replay(PrismaGateway gateway, int number, Map<?, ?> exchange, UnaryOperator<Object> sent) {
        String path = (String) translate(exchange.get("path"));
        Object body = sent.apply(translate(exchange.get("body")));
        waitAsLongAs(exchange);
        PrismaGateway.Response answer =
                exchange.get("method").equals("GET") ? gateway.get(path) : gateway.post(path, body);
        assertThat(answer.status()).as("%d %s: %s", number, path, answer.body()).isEqualTo(number(exchange));
        learn(exchange.get("response"), answer.json());
        assertThat(normal(answer.json()))
                .as("%d %s %s", number, path, body)
                .isEqualTo(normal(exchange.get("response")));
    }

    private static int number(Map<?, ?> exchange) {
        return ((Long) exchange.get("status")).intValue();
    }

    /** One case lets a transaction of 150 ms expire. */
    private static void waitAsLongAs(Map<?, ?> exchange) {
        if (exchange.get("response") instanceof Map<?, ?> response
                && response.get("meta") instanceof Map<?, ?> meta
                && meta.get("timeout") instanceof Long timeout
                && "query".equals(meta.get("operation"))) {
            LockSupport.parkNanos((timeout + 100) * 1_000_000);
        }
    }

    /** Remembers which id of ours stands for which recorded one, wherever it comes. */
    private void learn(Object recorded, Object actual) {
        if (recorded instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
            left.forEach((key, value) -> learn(value, right.get(key)));
        } else if (recorded instanceof List<?> left && actual instanceof List<?> right) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                learn(left.get(i), right.get(i));
            }
        } else if (recorded instanceof String text && !form(text).equals(text)) {
            learnt.put(text, actual);
        }
    }

    private Object translate(Object value) {
        if (value instanceof Map<?, ?> fields) {
            Map<Object, Object> translated = new LinkedHashMap<>();
            fields.forEach((key, field) -> translated.put(key, translate(field)));
            return translated;
        }
        if (value instanceof List<?> list) {
            List<Object> translated = new ArrayList<>();
            list.forEach(element -> translated.add(translate(element)));
            return translated;
        }
        if (value instanceof String text && text.startsWith("/transaction/") && !text.endsWith("/start")) {
            String id = text.split("/")[2];
            return text.replace(id, String.valueOf(learnt.get(id)));
        }
        return learnt.getOrDefault(String.valueOf(value), value);
    }

    private static Object normal(Object value) {
        if (value instanceof Map<?, ?> fields) {
            Map<Object, Object> normal = new LinkedHashMap<>();
            fields.forEach((key, field) ->
                    normal.put(key, key.equals("timeTaken") || key.equals("nano") ? "<varies>" : normal(field)));
            return normal;
        }
        if (value instanceof List<?> list) {
            List<Object> normal = new ArrayList<>();
            list.forEach(element -> normal.add(normal(element)));
            return normal;
        }
        return value instanceof String text ? form(text).replaceAll("\\d+ ms passed", "<varies> ms passed") : value;
    }

    private static String form(String text) {
        for (Map.Entry<String, String> form : FORMS.entrySet()) {
            if (text.matches(form.getKey())) {
                return form.getValue();
            }
        }
        return text;
    }
}
