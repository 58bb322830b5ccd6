package dev.likeness.file;

import dev.likeness.web.body.FileBound;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Of files in the body: what is said of them may come behind them. */
@Component
class UploadBound implements FileBound {

    private final FileProperties limits;

    UploadBound(FileProperties limits) {
        this.limits = limits;
    }

    @Override
    public long most(byte[] head) {
        return limits.most(Optional.empty(), Sniffer.atMost(head));
    }
}
