package dev.jprisma.gateway.prisma.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of single values. */
@Tag("fast")
class ValueFormsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-03 04:05:06, 2026-02-03T04:05:06.000Z",
        "2026-02-03T04:05:06.7+00:00, 2026-02-03T04:05:06.700Z",
        "2026-02-03 04:05:06.78912+00, 2026-02-03T04:05:06.789Z",
        "2026-02-03 04:05:06.789+02, 2026-02-03T02:05:06.789Z",
        "2026-02-03 04:05:06.789-03:30, 2026-02-03T07:35:06.789Z",
        "2026-02-03, 2026-02-03T00:00:00.000Z",
        "04:05:06.5, 1970-01-01T04:05:06.500Z",
        "24:00:00, 1970-01-02T00:00:00.000Z",
        "04:05:06Z, 1970-01-01T04:05:06.000Z",
        "9999-12-31T23:59:59-05:00, +010000-01-01T04:59:59.000Z",
        "12026-02-03 04:05:06.789+00, +012026-02-03T04:05:06.789Z",
        "+012026-02-03T04:05:06.789Z, +012026-02-03T04:05:06.789Z",
        "294276-12-31 23:59:59, +294276-12-31T23:59:59.000Z",
        "5874897-12-31, +5874897-12-31T00:00:00.000Z",
        "0044-03-15 12:00:00.5+00 BC, -000043-03-15T12:00:00.500Z",
        "0044-03-15 07:03:58-04:56:02 BC, -000043-03-15T12:00:00.000Z",
        "-000043-03-15T12:00:00.500Z, -000043-03-15T12:00:00.500Z",
        "0001-12-31 BC, 0000-12-31T00:00:00.000Z",
    })
    void writesDatesAsJavaScriptDoes(String text, String iso) {
        assertThat(DateTimes.isoText(text)).isEqualTo(iso);
        assertThat(DateTimes.isoText(DateTimes.parse(text))).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T04:05:06.789Z, 2026-02-03 04:05:06.789+00",
        "9999-12-31T23:59:59-05:00, 10000-01-01 04:59:59+00",
        "-000043-03-15T12:00:00Z, 0044-03-15 12:00:00+00 BC",
        "0000-06-01T00:00:00Z, 0001-06-01 00:00:00+00 BC",
        "-271821-04-20T00:00:00Z, 271822-04-20 00:00:00+00 BC",
    })
    void writesInstantsAsTheServerDoes(String iso, String text) {
        assertThat(DateTimes.timestampText(DateTimes.parse(iso))).isEqualTo(text);
        assertThat(DateTimes.parse(text)).isEqualTo(DateTimes.parse(iso));
    }

    @ParameterizedTest
    @CsvSource({"infinity", "-infinity"})
    void leavesWhatHasNoEndToJavaScriptAsAnInvalidDate(String text) {
        assertThat(DateTimes.isoText(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"''", "2026-02-30", "yesterday", "2026", "BC"})
    void refusesWhatIsNoDate(String text) {
        assertThatThrownBy(() -> DateTimes.isoText(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "100, 100",
        "0.000, 0",
        "-0, 0",
        "1000000000000000000000, 1e+21",
        "123456789012345678901234, 1.23456789012345678901234e+23",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-0.00000012, -1.2e-7",
        "NaN, NaN",
    })
    void writesDecimalsAsDecimalJsDoes(String text, String decimal) {
        assertThat(DecimalText.of(text)).isEqualTo(decimal);
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "-1.25, -1.25",
        "100, 100",
        "100.00, 100",
        "0.10, 0.1",
        "123456789012345678901.5, 123456789012345678901.5",
        "0.000001, 0.000001",
        "0.0000010, 0.000001",
    })
    void leavesDecimalsAsTheyAreUpToTheirLastZeros(String text, String decimal) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
        int length = DecimalText.plainLength(bytes, 1, bytes.length - 2);
        assertThat(text.substring(0, length)).isEqualTo(decimal).isEqualTo(DecimalText.of(text));
    }

    @ParameterizedTest
    @CsvSource({"0", "0.00", "0.0000001", "0.00000012", "1234567890123456789012", "NaN", "Infinity", "-Infinity"})
    void writesOtherDecimalsAnew(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(DecimalText.plainLength(bytes, 0, bytes.length)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03 04:05:06, 2026-02-03T04:05:06+00:00",
        "2026-02-03 04:05:06.789012+00, 2026-02-03T04:05:06.789012+00:00",
        "2026-02-03 04:05:06+02,",
        "12026-02-03 04:05:06,",
        "0044-03-15 12:00:00 BC,",
        "infinity,",
        "2026-02-03,",
    })
    void writesOrdinaryTimestampsFromTheServersBytes(String text, String exact) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
        byte[] written = DateTimes.offsetText(bytes, 1, bytes.length - 2);
        assertThat(written == null ? null : new String(written, StandardCharsets.US_ASCII))
                .isEqualTo(exact);
    }

    @ParameterizedTest
    @CsvSource({"2026-02-03", "2026-02-03 04:05:06", "2026-02-03 04:05:06.7+00", "2026-02-03 04:05:06.789012+00"})
    void writesDatesFromTheServersBytes(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
        assertThat(new String(DateTimes.isoText(bytes, 1, bytes.length - 2), StandardCharsets.US_ASCII))
                .isEqualTo(DateTimes.isoText(text));
    }

    @Test
    void writesNumbersAsJavaScriptDoes() {
        assertThat(JsNumber.text(1e21)).isEqualTo("1e+21");
        assertThat(JsNumber.text(0.1)).isEqualTo("0.1");
        assertThat(JsNumber.text(1e-7)).isEqualTo("1e-7");
        assertThat(JsNumber.normal(3.0)).isEqualTo(3L);
        assertThat(JsNumber.parse("12d")).isNaN();
    }

    @Test
    void compactsJson() {
        assertThat(CompactJson.of("{\"a b\": [1, \"x \\\" y\"], \"c\": {}}"))
                .isEqualTo("{\"a b\":[1,\"x \\\" y\"],\"c\":{}}");
        for (String json : List.of("[ ]", "{\"ä \\\\\" : \"\\\" \\n\",\n\t\"b\" : [ true , null ]}", "\"\"", "7")) {
            byte[] bytes = ("<" + json + ">").getBytes(StandardCharsets.UTF_8);
            assertThat(new String(CompactJson.of(bytes, 1, bytes.length - 2), StandardCharsets.UTF_8))
                    .isEqualTo(CompactJson.of(json));
        }
    }
}
