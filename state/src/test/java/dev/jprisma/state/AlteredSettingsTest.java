package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class AlteredSettingsTest {
    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"300", "", "a, \"b c\"", "it's", "C:\\dir\\", "''", "\\'", "ümlaut # no comment"})
    void aValueIsReadAsItWasWritten(String value) throws IOException {
        ServerSetting setting = new ServerSetting("some.name", value);
        Files.writeString(data.resolve(AlteredSettings.FILE), new AlteredSettings(List.of(setting)).text());

        assertThat(AlteredSettings.of(data).all()).containsExactly(setting);
    }

    @Test
    void whatAPersonWroteIsReadAsPostgresReadsIt() {
        AlteredSettings settings = parse("""
                # max_connections = '1'
                work_mem = 4MB # enough
                Fsync off
                work_mem='8MB'
                """);

        assertThat(settings.all())
                .containsExactly(new ServerSetting("fsync", "off"), new ServerSetting("work_mem", "8MB"));
    }

    @Test
    void aClusterWithoutTheFileHasNone() {
        assertThat(AlteredSettings.of(data).areNone()).isTrue();
    }

    @Test
    void whatCannotBeReadIsNotTakenForNothing() throws IOException {
        Files.writeString(data.resolve(AlteredSettings.FILE), "work_mem = '4MB\n");

        assertThatThrownBy(() -> AlteredSettings.of(data)).hasMessageContaining("does not end");
    }

    @Test
    void aChangeIsWhatIsSetOrTakenBack() {
        AlteredSettings before = parse("a = '1'\nb = '2'\nc = '3'");

        AlteredSettings after = before.with(List.of(new ServerSetting("a", "9"), new ServerSetting("d", "4")))
                .without(List.of("b"));

        assertThat(after.differingFrom(before)).containsExactlyInAnyOrder("a", "b", "d");
        assertThat(after.differingFrom(after)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_connections", "=1", "a b=1", "a=1\n2", "a;b=1"})
    void whatIsNoSettingIsRefused(String text) {
        assertThatThrownBy(() -> ServerSetting.parse(text)).isInstanceOf(JprismaException.class);
    }

    private static AlteredSettings parse(String text) {
        return new AlteredSettings(ConfigurationText.parse(text));
    }
}
