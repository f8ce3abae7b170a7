package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The settings of a recording, beside those of the user's. */
@Tag("fast")
class RecordingSettingsTest {
    private static final AlteredSettings USERS = new AlteredSettings(List.of(
            new ServerSetting("log_line_prefix", "%t it's & more = \\ "),
            new ServerSetting("work_mem", "8MB"),
            new ServerSetting("log_statement_sample_rate", "0.5")));

    @Test
    void takenBackTheyAreTheUsersToTheLetter() {
        AlteredSettings recording = RecordingSettings.addTo(USERS, 1);
        assertThat(recording.value("log_min_duration_sample")).contains("0");
        assertThat(RecordingSettings.areIn(recording)).isTrue();

        assertThat(RecordingSettings.takeFrom(recording).text()).isEqualTo(USERS.text());
        assertThat(RecordingSettings.takeFrom(USERS)).isEqualTo(USERS);
    }

    @Test
    void anotherRateForgetsNothingOfWhatWasBefore() {
        AlteredSettings slower = RecordingSettings.addTo(RecordingSettings.addTo(USERS, 1), 64);
        assertThat(slower.value("log_statement_sample_rate")).contains("0.015625");

        assertThat(RecordingSettings.takeFrom(slower)).isEqualTo(USERS);
    }

    @Test
    void whatTheUserSetsMeanwhileStays() {
        AlteredSettings changed = RecordingSettings.addTo(USERS, 1)
                .with(List.of(
                        new ServerSetting("log_line_prefix", "mine "),
                        new ServerSetting("log_min_duration_sample", "7")));

        AlteredSettings after = RecordingSettings.takeFrom(changed);
        assertThat(after.value("log_line_prefix")).contains("mine ");
        assertThat(after.value("log_min_duration_sample")).contains("7");
        assertThat(after.all()).hasSize(4);
    }

    @Test
    void theyAreReadFromTheFileThatPostgresReads() {
        AlteredSettings recording = RecordingSettings.addTo(USERS, 4);

        assertThat(new AlteredSettings(ConfigurationText.parse(recording.text())))
                .isEqualTo(recording);
    }
}
