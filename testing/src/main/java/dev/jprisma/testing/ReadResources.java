package dev.jprisma.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;
import liquibase.resource.ResourceAccessor;

/** Passes on what Liquibase asks of another, and remembers the content of all that it opens. Of one thread. */
final class ReadResources extends AbstractResourceAccessor {
    private final ResourceAccessor all;
    private final SortedMap<String, byte[]> read = new TreeMap<>();

    ReadResources(ResourceAccessor all) {
        this.all = all;
    }

    void addTo(ContentHash hash) {
        read.forEach((path, content) -> hash.add(path).add(content));
    }

    @Override
    public List<Resource> search(String path, boolean recursive) throws IOException {
        return remembered(all.search(path, recursive));
    }

    @Override
    public List<Resource> search(String path, SearchOptions options) throws IOException {
        return remembered(all.search(path, options));
    }

    @Override
    public List<Resource> getAll(String path) throws IOException {
        return remembered(all.getAll(path));
    }

    /** @param found null for what is not there, as Liquibase has it */
    private List<Resource> remembered(List<Resource> found) {
        return found == null ? null : found.stream().map(this::remembered).toList();
    }

    private Resource remembered(Resource resource) {
        return new Remembered(resource);
    }

    @Override
    public List<String> describeLocations() {
        return all.describeLocations();
    }

    @Override
    public void close() throws IOException {
        try {
            all.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private final class Remembered extends AbstractResource {
        private final Resource resource;

        Remembered(Resource resource) {
            super(resource.getPath(), resource.getUri());
            this.resource = resource;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            try (InputStream content = resource.openInputStream()) {
                byte[] bytes = content.readAllBytes();
                read.put(getPath(), bytes);
                return new ByteArrayInputStream(bytes);
            }
        }

        @Override
        public boolean exists() {
            return resource.exists();
        }

        @Override
        public Resource resolve(String other) {
            return remembered(resource.resolve(other));
        }

        @Override
        public Resource resolveSibling(String other) {
            return remembered(resource.resolveSibling(other));
        }
    }
}
