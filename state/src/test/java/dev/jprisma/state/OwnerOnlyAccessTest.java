package dev.jprisma.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
@Tag("fast")
class OwnerOnlyAccessTest {
    @Test
    void oneEntryLetsTheUserInAndIsHandedDown() {
        List<AclEntry> list = OwnerOnlyAccess.of(FileOwnership.ourselves());

        assertThat(list).hasSize(1);
        AclEntry entry = list.get(0);
        assertThat(entry.type()).isEqualTo(AclEntryType.ALLOW);
        assertThat(entry.principal()).isEqualTo(FileOwnership.ourselves());
        assertThat(entry.permissions()).containsExactlyInAnyOrder(AclEntryPermission.values());
        assertThat(entry.flags()).containsExactlyInAnyOrder(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
    }

    @Test
    void anAccountIsNamedWithItsDomain() {
        assertThat(OwnerOnlyAccess.accountName("WORK", "ada")).isEqualTo("WORK\\ada");
        assertThat(OwnerOnlyAccess.accountName(null, "ada")).isEqualTo("ada");
    }

    @Test
    void whatIsMissingAboveIsMadeToo(@TempDir Path folder) throws IOException {
        Path made = OwnerOnlyAccess.createDirectories(folder.resolve("a/b/c"));

        assertThat(made).isDirectory();
        assertThat(OwnerOnlyAccess.createDirectories(made)).isEqualTo(made);
    }
}
