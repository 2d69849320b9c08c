package dev.yellowjack.providers.flagd;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes who waits when something happens in a folder that a file, or a symbolic link on the way to it, is in. It may miss
 * changes, so who waits looks from time to time in any case. Not thread-safe.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /** As many links as Linux follows. */
    private static final int MAX_LINKS = 40;

    /** In a busy folder there is one look in so long; and what writes a file in pieces has a moment to end. */
    private static final long PAUSE_MILLIS = 5;

    private final Path file;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private @Nullable WatchService service;
    private boolean refused;

    FolderWatch(Path file) {
        this.file = file;
    }

    /** Watches the folders as they are now. Does nothing where the system refuses: then looks alone have to do. */
    void register() {
        if (refused) {
            return;
        }
        Set<Path> folders = folders(file);
        keys.entrySet().removeIf(entry -> {
            boolean gone =
                    !folders.contains(entry.getKey()) || !entry.getValue().isValid();
            if (gone) {
                entry.getValue().cancel();
            }
            return gone;
        });
        for (Path folder : folders) {
            if (!keys.containsKey(folder)) {
                watch(folder);
            }
        }
    }

    private void watch(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            WatchService current = service;
            if (current == null) {
                current = FileSystems.getDefault().newWatchService();
                service = current;
            }
            keys.put(
                    folder,
                    folder.register(
                            current,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException | UnsupportedOperationException limit) {
            LOG.debug("cannot watch {}: changes are seen by looking alone", folder, limit);
            refused = service == null;
        }
    }

    /** Waits for something to happen, and at most so long. */
    void await(Duration limit) throws InterruptedException {
        WatchService current = service;
        if (current == null) {
            TimeUnit.NANOSECONDS.sleep(limit.toNanos());
            return;
        }
        WatchKey key = current.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (key == null) {
            return;
        }
        TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE_MILLIS, limit.toMillis()));
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = current.poll();
        }
    }

    /** The folder of the file, and those of all links on the way to it. */
    static Set<Path> folders(Path file) {
        Set<Path> folders = new LinkedHashSet<>();
        Path path = file;
        for (int links = 0; links <= MAX_LINKS; links++) {
            Path next = followFirstLink(path, folders);
            if (next == null) {
                break;
            }
            path = next;
        }
        Path folder = path.getParent();
        if (folder != null) {
            folders.add(folder);
        }
        return folders;
    }

    private static @Nullable Path followFirstLink(Path path, Set<Path> folders) {
        for (int length = 1; length <= path.getNameCount(); length++) {
            Path head = path.getRoot().resolve(path.subpath(0, length));
            if (Files.isSymbolicLink(head)) {
                folders.add(head.getParent());
                try {
                    Path target = head.resolveSibling(Files.readSymbolicLink(head));
                    Path rest = length < path.getNameCount() ? path.subpath(length, path.getNameCount()) : Path.of("");
                    return target.resolve(rest).normalize();
                } catch (IOException replaced) {
                    return null;
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        WatchService current = service;
        if (current != null) {
            try {
                current.close();
            } catch (IOException | ClosedWatchServiceException ended) {
                LOG.debug("cannot close the watch of {}", file, ended);
            }
        }
    }
}
