package dev.jprisma.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;

/**
 * Makes folders of one user's where there are no permissions of POSIX (Windows): a list of who may what, without what
 * the folder above would hand down. What is made in such a folder gets it from there.
 */
final class OwnerOnlyAccess {
    private OwnerOnlyAccess() {}

    /** Makes a folder and what is missing above it, each this user's alone. What is there stays as it is. */
    static Path createDirectories(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        if (folder.getParent() != null) {
            createDirectories(folder.getParent());
        }
        return createDirectory(folder);
    }

    /** An administrator can still take what he likes, as root can. */
    static Path createDirectory(Path folder) throws IOException {
        Files.createDirectory(folder);
        AclFileAttributeView view = Files.getFileAttributeView(folder, AclFileAttributeView.class);
        // A file system such as FAT has none.
        if (view != null) {
            view.setAcl(of(user(folder)));
        }
        return folder;
    }

    /** The user and not the owner: what an administrator makes belongs to the group of all administrators. */
    private static UserPrincipal user(Path folder) throws IOException {
        return folder.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(accountName(System.getenv("USERDOMAIN"), System.getProperty("user.name")));
    }

    /** With its domain, of which one name alone may mean another's account. */
    static String accountName(String domain, String user) {
        return domain == null || domain.isBlank() ? user : domain + "\\" + user;
    }

    static List<AclEntry> of(UserPrincipal user) {
        return List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(user)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                .build());
    }
}
