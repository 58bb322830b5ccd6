package dev.likeness.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in words: Java's own message is often its name alone. */
final class FileFailure {

    private FileFailure() {
    }

    static String words(IOException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (!(failure instanceof FileSystemException file) || file.getReason() != null) {
            return message;
        }
        return message + switch (file) {
            case AccessDeniedException _ -> ": permission denied";
            case NoSuchFileException _ -> ": no such file or folder";
            case FileAlreadyExistsException _ -> ": it exists already";
            case NotDirectoryException _ -> ": not a folder";
            default -> ": " + file.getClass().getSimpleName();
        };
    }
}
