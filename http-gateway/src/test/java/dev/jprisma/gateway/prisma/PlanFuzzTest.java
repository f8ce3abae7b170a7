package dev.jprisma.gateway.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.ValueWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Real plans with something in them changed: whatever comes of it, it is an answer and never a defect. */
class PlanFuzzTest {
    private static final long SEED = 20261122;
    private static final int MUTATIONS = 4000;
    private static final int LONGEST_TEXT = 60_000;

    private final Random random = new Random(SEED);

    @Test
    void answersEveryMutatedPlan() throws IOException {
        RecordedSchema.create();
        List<Map<?, ?>> requests = requests();
        try (PrismaGateway gateway = new PrismaGateway()) {
            for (int i = 0; i < MUTATIONS; i++) {
                Object request = requests.get(random.nextInt(requests.size()));
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    request = mutate(request);
                }
                String body = ValueWriter.text(request);
                PrismaGateway.Response answer = gateway.post("/query", body.getBytes(StandardCharsets.UTF_8));
                assertThat(answer.status())
                        .as("mutation %d: %s\n%s", i, body, answer.body())
                        .isIn(200, 400, 409);
            }
            assertThat(gateway.hasEveryConnection()).isTrue();
        }
    }

    private static List<Map<?, ?>> requests() throws IOException {
        List<Map<?, ?>> requests = new ArrayList<>();
        var in = PlanFuzzTest.class.getResourceAsStream("exchanges-7.10.ndjson.gz");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.length() < LONGEST_TEXT).forEach(line -> {
                Map<?, ?> exchange = (Map<?, ?>) JsonReader.read(line);
                if (exchange.get("body") instanceof Map<?, ?> body && body.containsKey("plan")) {
                    requests.add(body);
                }
            });
        }
        return requests;
    }

    /** A copy in which one value somewhere is another, is missing, or is there twice. */
    private Object mutate(Object value) {
        boolean here = random.nextInt(8) == 0;
        if (!here && value instanceof Map<?, ?> fields && !fields.isEmpty()) {
            return mutateField(fields);
        }
        if (!here && value instanceof List<?> list && !list.isEmpty()) {
            return mutateElement(list);
        }
        return another(value);
    }

    private Object mutateField(Map<?, ?> fields) {
        Map<Object, Object> copy = new LinkedHashMap<>(fields);
        Object key = List.copyOf(fields.keySet()).get(random.nextInt(fields.size()));
        if (random.nextInt(10) == 0) {
            copy.remove(key);
        } else {
            copy.put(key, mutate(fields.get(key)));
        }
        return copy;
    }

    private Object mutateElement(List<?> list) {
        List<Object> copy = new ArrayList<>(list);
        int index = random.nextInt(list.size());
        switch (random.nextInt(10)) {
            case 0 -> copy.remove(index);
            case 1 -> copy.add(copy.get(index));
            default -> copy.set(index, mutate(list.get(index)));
        }
        return copy;
    }

    private Object another(Object value) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> true;
            case 2 -> -1L;
            case 3 -> 1e300;
            case 4 -> "";
            case 5 -> "\u0000\ud800 '\"";
            case 6 -> List.of();
            case 7 -> Map.of();
            case 8 -> List.of(List.of(1L, "x"), Map.of("type", "unit"));
            case 9 -> value instanceof String text ? text + "x" : value;
            case 10 -> Map.of("type", "get", "args", Map.of("name", "@parent"));
            default ->
                List.of(
                                "unique",
                                "reverse",
                                "seq",
                                "concat",
                                "sum",
                                "transaction",
                                "int",
                                "object",
                                "json",
                                "bytes",
                                "list")
                        .get(random.nextInt(11));
        };
    }
}
