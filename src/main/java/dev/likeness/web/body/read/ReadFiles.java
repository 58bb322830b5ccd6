package dev.likeness.web.body.read;

import dev.likeness.web.body.ArrivingFiles;
import dev.likeness.web.body.SentFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of one body while it is read, by the names of their fields, and what is wrong with them. */
public final class ReadFiles {

    private final Map<String, FilePlan> plans = new LinkedHashMap<>();
    private final Map<String, FileText> open = new HashMap<>();
    private final Map<String, SentFile> files = new TreeMap<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<String> strays = new LinkedHashSet<>();
    private final List<Path> paths = new ArrayList<>();
    private final ArrivingFiles folder;

    public ReadFiles(List<FilePlan> plans, ArrivingFiles folder) {
        plans.forEach(plan -> this.plans.put(plan.name(), plan));
        this.folder = folder;
    }

    Set<String> names() {
        return plans.keySet();
    }

    /** The field of that name, if it holds a file; one that comes twice is refused. */
    @Nullable
    String named(byte[] name, int length) {
        for (String known : plans.keySet()) {
            if (length == known.length() && known.equals(new String(name, 0, length, StandardCharsets.UTF_8))) {
                named(known);
                return known;
            }
        }
        return null;
    }

    private void named(String name) {
        if (!named.add(name)) {
            repeated(name);
        }
    }

    /** Where the text of such a field goes. A second one is passed over. */
    FileText begin(String name) {
        FileText first = open.get(name);
        if (first != null) {
            repeated(name);
            first.passOver();
            return first;
        }
        FileText text = new FileText(Objects.requireNonNull(plans.get(name)), this::newFile);
        open.put(name, text);
        return text;
    }

    /** The same for the bytes of a part. */
    FileText beginBytes(String name) {
        FileText file = begin(name);
        file.asBytes();
        return file;
    }

    FilePlan plan(String name) {
        return Objects.requireNonNull(plans.get(name));
    }

    /** The field that takes a file part of that name. */
    @Nullable
    String ofPart(String name) {
        return plans.values().stream().filter(plan -> plan.takesPart(name)).map(FilePlan::name).findFirst()
                .orElse(null);
    }

    /** Notes a file part that no field takes. */
    void stray(String name) {
        strays.add(name);
    }

    /** File parts that no field takes. */
    public Set<String> strays() {
        return strays;
    }

    /** What is wrong with such a part. */
    public Fault strayFault(String name) {
        String taken = plans.values().stream()
                .map(plan -> plan.parts().isEmpty() ? plan.name() : plan.parts().getFirst())
                .collect(Collectors.joining(" and "));
        return Fault.invalid(name, name + " must not be a file part: "
                + (taken.isEmpty() ? "this operation takes no files" : "the files of this operation are " + taken));
    }

    private Path newFile() {
        Path path = folder.newFile();
        paths.add(path);
        return path;
    }

    void end(String name, FileText text) {
        if (faults.containsKey(name)) {
            return;
        }
        SentFile file = text.end();
        Fault fault = text.fault();
        if (fault != null) {
            faults.put(name, fault);
        } else if (file != null) {
            files.put(name, file);
        }
    }

    void repeated(String name) {
        faults.put(name, Fault.invalid(name, name + " must be given once"));
    }

    /** How large all may be together. */
    long limit() {
        return plans.values().stream().mapToLong(plan -> plan.limit().toBytes()).sum();
    }

    boolean isEmpty() {
        return open.isEmpty() && strays.isEmpty();
    }

    boolean hasBegun(String name) {
        return open.containsKey(name);
    }

    public @Nullable SentFile file(String name) {
        return files.get(name);
    }

    public @Nullable Fault fault(String name) {
        return faults.get(name);
    }

    /** In the order of their names. */
    Map<String, SentFile> all() {
        return files;
    }

    /** Removes the bytes, read to their end or not. */
    public void delete() {
        try {
            open.values().forEach(FileText::close);
        } finally {
            paths.forEach(folder::delete);
        }
    }
}
