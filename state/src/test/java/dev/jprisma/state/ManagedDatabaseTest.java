package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ManagedDatabaseTest {
    private final InstanceRecord instance = Instances.named("shop");

    @Test
    void whatDevMadeIsADatabaseOfTheBuiltInProjectWithAnIdThatStays() {
        ManagedDatabase database = instance.asDatabase();
        assertThat(database.name()).isEqualTo("shop");
        assertThat(database.projectId()).isEqualTo(ProjectRecord.LOCAL_ID);
        assertThat(ResourceId.DATABASE.isOne(database.id())).isTrue();
        assertThat(instance.withPassword(InstancePassword.random()).asDatabase())
                .isEqualTo(database);
        assertThat(Instances.named("shop").asDatabase().id()).isNotEqualTo(database.id());
        assertThat(instance.secret()).doesNotContain(database.id().substring(3));
    }

    @Test
    void whatAnInstanceIsAsADatabaseIsRecordedWithIt() {
        DatabaseConnection connection = DatabaseConnection.create("one");
        ManagedDatabase database = ManagedDatabase.create(
                        "Größe", "proj_x", new DatabaseSource(DatabaseSource.Type.BACKUP, "db_1", "bkp_1"))
                .withLogicalId("mine")
                .asDefault(true)
                .endingAt(Instant.parse("2026-01-31T12:00:00Z"))
                .with(connection);
        InstanceRecord recorded = instance.managedAs(database).stopped();
        InstanceRecord read = RecordJson.parse(RecordJson.write(recorded)).to(InstanceRecord.class);
        assertThat(read.asDatabase()).isEqualTo(database);
        assertThat(read.asDatabase().without(connection).connections()).isEmpty();
    }
}
