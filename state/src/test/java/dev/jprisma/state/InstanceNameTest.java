package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class InstanceNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "default", "My_App-2", "012345678901234567890123456789012345678901234567890123456789012"})
    void acceptsLettersDigitsUnderscoreAndHyphen(String name) {
        assertThat(new InstanceName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "ä",
                "../x",
                "a/b",
                "a.b",
                "a\n",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void refusesEverythingElseAndSaysWhatIsAllowed(String name) {
        assertThatThrownBy(() -> new InstanceName(name))
                .isInstanceOfSatisfying(
                        JprismaException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("1 to 63 letters");
    }

    @Test
    void theNameOfAnInstanceNobodyNamedIsDefault() {
        assertThat(InstanceName.DEFAULT.value()).isEqualTo("default");
    }
}
