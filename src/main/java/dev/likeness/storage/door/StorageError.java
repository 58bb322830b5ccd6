package dev.likeness.storage.door;

import dev.likeness.common.ErrorCode;

/** Not in the vendor's table: the status HTTP prescribes for a range outside the file. */
enum StorageError implements ErrorCode {

    RANGE_NOT_SATISFIABLE;

    @Override
    public int httpStatus() {
        return 416;
    }
}
