package dev.jprisma.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jprisma.cli.transfer.Database;
import dev.jprisma.cli.transfer.FileFormat;
import dev.jprisma.cli.transfer.LoadOrder;
import dev.jprisma.cli.transfer.TransferListener;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A load as a test orders it. */
final class Loading implements TransferListener {
    private final Database target;
    private final List<String> notes = new ArrayList<>();
    private FileFormat format;
    private String table;
    private boolean create;
    private boolean clean;
    private boolean oneTransaction = true;

    Loading(Database target) {
        this.target = target;
    }

    Loading as(FileFormat itsFormat) {
        format = itsFormat;
        return this;
    }

    Loading into(String itsTable) {
        table = itsTable;
        return this;
    }

    Loading creating() {
        create = true;
        return this;
    }

    Loading cleaning() {
        clean = true;
        return this;
    }

    Loading withoutTransaction() {
        oneTransaction = false;
        return this;
    }

    String load(Path file) {
        return load(file, InputStream.nullInputStream());
    }

    String load(String content) {
        return load(content.getBytes(UTF_8));
    }

    String load(byte[] content) {
        return load(null, new ByteArrayInputStream(content));
    }

    private String load(Path file, InputStream input) {
        return new ServerTransfer()
                .load(new LoadOrder(target, file, input, format, table, create, clean, oneTransaction, false), this);
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    @Override
    public void step(String what) {}

    @Override
    public void moved(long bytes, long ofBytes, long rows) {}

    @Override
    public void debug(String line) {}

    @Override
    public void interrupted(String sentence) {}
}
