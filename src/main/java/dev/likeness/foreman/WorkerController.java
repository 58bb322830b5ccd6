package dev.likeness.foreman;

import dev.likeness.web.Admits;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Work for engines outside this process: claim, report, upload, end. */
@RestController
@Admits(CallerKind.WORKER)
@RequestMapping("/v1/worker")
@Tag(name = "Workers", description = "For engines outside the server, with worker keys: secrets of accounts open nothing here.")
@SecurityRequirement(name = ForemanConfiguration.SCHEME)
class WorkerController {

    private final WorkerJobs work;

    WorkerController(WorkerJobs work) {
        this.work = work;
    }

    @PostMapping("/claim")
    @Refuses("400 MISSING_PARAM")
    @Operation(operationId = "workerClaim", summary = "Wait for a job and take it for one lease")
    WorkerWire.JobAnswer claim(@Valid @RequestBody WorkerWire.Claim body) throws InterruptedException {
        return work.claim(body);
    }

    @PostMapping("/jobs/{job_id}/heartbeat")
    @Refuses("400 MISSING_PARAM")
    @Operation(operationId = "workerHeartbeat", summary = "Keep the lease, tell the progress, hear whether to go on")
    WorkerWire.Lease heartbeat(@PathVariable("job_id") UUID jobId, @Valid @RequestBody WorkerWire.Report body) {
        return work.heartbeat(jobId, body);
    }

    @PostMapping("/jobs/{job_id}/uploads")
    @Refuses({"400 MISSING_PARAM", "409 CONFLICT"})
    @Operation(operationId = "workerUpload", summary = "Get a URL to PUT one output to", description = "Good for one lease. 409 CONFLICT when the lease is lost.")
    WorkerWire.UploadAnswer upload(@PathVariable("job_id") UUID jobId, @Valid @RequestBody WorkerWire.Upload body) {
        return work.upload(jobId, body);
    }

    @PostMapping("/jobs/{job_id}/complete")
    @Refuses({"400 MISSING_PARAM", "409 CONFLICT"})
    @Operation(operationId = "workerComplete", summary = "Hand the uploaded outputs over", description = "Checks and keeps them. 400 VALIDATION_ERROR names an output that is missing or wrong, and the job goes on; 409 CONFLICT when the lease is lost. May be repeated.")
    WorkerWire.End complete(@PathVariable("job_id") UUID jobId, @Valid @RequestBody WorkerWire.Completion body) {
        return work.complete(jobId, body);
    }

    @PostMapping("/jobs/{job_id}/fail")
    @Refuses({"400 MISSING_PARAM", "409 CONFLICT"})
    @Operation(operationId = "workerFail", summary = "End the attempt badly", description = "Another one follows while there is one left and retry is not false; else the charge is given back.")
    WorkerWire.End fail(@PathVariable("job_id") UUID jobId, @Valid @RequestBody WorkerWire.Failure body) {
        return work.fail(jobId, body);
    }

    @PostMapping("/jobs/{job_id}/release")
    @Refuses({"400 MISSING_PARAM", "409 CONFLICT"})
    @Operation(operationId = "workerRelease", summary = "Hand the job back unused, for a worker that shuts down")
    WorkerWire.End release(@PathVariable("job_id") UUID jobId, @Valid @RequestBody WorkerWire.Return body) {
        return work.release(jobId, body);
    }
}
