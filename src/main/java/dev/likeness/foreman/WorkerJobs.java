package dev.likeness.foreman;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.common.Unavailable;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobFailure;
import dev.likeness.job.JobState;
import dev.likeness.job.Jobs;
import dev.likeness.job.KeptLease;
import dev.likeness.job.LeaseAnswer;
import dev.likeness.storage.SignedUploads;
import dev.likeness.storage.SignedUrls;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a foreign worker does with jobs. It holds one as (id, attempt), and whatever it says with an attempt that lost its
 * lease changes nothing: the queue decides that, as for workers inside.
 */
@Component
class WorkerJobs {

    /** How long beyond its wait a claim goes on past jobs that turn out to be unfit, each of which may take minutes. */
    private static final Duration UNFIT = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(WorkerJobs.class);
    private static final String WORKERS = "worker:";
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_MESSAGE = 200;

    private final Jobs jobs;
    private final SignedUrls downloads;
    private final SignedUploads uploads;
    private final JsonMapper json;

    WorkerJobs(Jobs jobs, SignedUrls downloads, SignedUploads uploads, JsonMapper json) {
        this.jobs = jobs;
        this.downloads = downloads;
        this.uploads = uploads;
        this.json = json;
    }

    WorkerWire.JobAnswer claim(WorkerWire.Claim claim) throws InterruptedException {
        List<String> models = models(claim.models());
        List<String> kinds = kinds(claim.kinds());
        int wait = Objects.requireNonNullElse(claim.waitSeconds(), 20);
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        do {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Optional<Job> job = jobs.await(WORKERS + claim.worker(), kinds, models, left);
            if (job.isEmpty()) {
                return new WorkerWire.JobAnswer(true, null);
            }
            WorkerWire.Given given = given(job.get());
            if (given != null) {
                return new WorkerWire.JobAnswer(true, given);
            }
        } while (System.nanoTime() < end + UNFIT.toNanos());
        return new WorkerWire.JobAnswer(true, null);
    }

    WorkerWire.Lease heartbeat(UUID id, WorkerWire.Report report) {
        int attempt = report.attempt();
        Double progress = report.progress();
        LeaseAnswer answer;
        if (!isForeign(id)) {
            answer = LeaseAnswer.LOST;
        } else if (progress == null) {
            answer = jobs.keep(id, attempt);
        } else {
            answer = jobs.heartbeat(id, attempt, Math.min(progress, .99),
                    Objects.requireNonNullElse(report.step(), "lip_sync"),
                    cut(Objects.requireNonNullElse(report.message(), "Building"), LONGEST_MESSAGE));
        }
        return new WorkerWire.Lease(true, answer.name().toLowerCase(Locale.ROOT), jobs.lease().toSeconds());
    }

    WorkerWire.UploadAnswer upload(UUID id, WorkerWire.Upload upload) {
        Job job = held(id, upload.attempt());
        String name = upload.name();
        ForeignHandler.Output output = jobs.foreign(job).outputs(job).stream().filter(one -> one.name().equals(name))
                .findFirst().orElseThrow(() -> ApiException.invalid("name", "this job has no output '" + name + "'"));
        String type = Objects.requireNonNullElse(upload.contentType(), output.contentTypes().getFirst());
        if (!output.contentTypes().contains(type)) {
            throw ApiException.invalid("content_type",
                    "content_type must be one of: " + String.join(", ", output.contentTypes()));
        }
        Duration validFor = jobs.lease();
        return new WorkerWire.UploadAnswer(true,
                uploads.sign(output.key(), type, output.maxBytes(), validFor).toString(), "PUT",
                Map.of("Content-Type", type), output.maxBytes(), validFor.toSeconds());
    }

    /** Done before: the answer was lost, and the worker asks again, maybe while the first request still runs. */
    WorkerWire.End complete(UUID id, WorkerWire.Completion completion) {
        int attempt = completion.attempt();
        if (!isDone(id, attempt) && !handedOver(held(id, attempt), completion) && !isDone(id, attempt)) {
            throw lost();
        }
        return new WorkerWire.End(true, "done");
    }

    private boolean isDone(UUID id, int attempt) {
        return jobs.state(id).filter(state -> state.status().equals("done") && state.job().attempt() == attempt)
                .isPresent();
    }

    /**
     * The checks take a while: the lease is kept meanwhile, and asked again when they are done. Also when they failed,
     * since uploads go away with the lease, and the worker is not to blame for that.
     */
    private boolean handedOver(Job job, WorkerWire.Completion completion) {
        JsonNode result;
        try (KeptLease _ = jobs.kept(job)) {
            result = jobs.foreign(job).accept(job, json.valueToTree(completion));
        } catch (RuntimeException e) {
            if (jobs.keep(job.id(), job.attempt()) == LeaseAnswer.CONTINUE) {
                throw e;
            }
            LOG.info("Job {} attempt {} was over before its outputs were checked: {}", job.id(), job.attempt(),
                    e.toString());
            return false;
        }
        return jobs.complete(job.id(), job.attempt(), result);
    }

    WorkerWire.End fail(UUID id, WorkerWire.Failure failure) {
        String reason = cut(failure.reason(), LONGEST_REASON);
        Job job = held(id, failure.attempt());
        String at = failure.step() == null ? job.step() : failure.step();
        boolean retry = !Boolean.FALSE.equals(failure.retry());
        if (!(retry ? jobs.retryOrFail(job, at, reason) : jobs.failOrSetAside(job, at, reason))) {
            throw lost();
        }
        return new WorkerWire.End(true,
                jobs.state(id).map(JobState::status).filter("queued"::equals).orElse("failed"));
    }

    WorkerWire.End release(UUID id, WorkerWire.Return given) {
        Job job = held(id, given.attempt());
        if (!jobs.release(id, job.attempt())) {
            throw lost();
        }
        return new WorkerWire.End(true, "queued");
    }

    /**
     * Null when the attempt ended while it was prepared: its input could not be fetched, somebody called it off, or
     * something here is out of order, which is not held against the job. The lease is kept, however slow an input is.
     */
    private WorkerWire.@Nullable Given given(Job job) throws InterruptedException {
        ForeignHandler.Brief brief;
        try (KeptLease _ = jobs.kept(job)) {
            brief = jobs.foreign(job).brief(job);
        } catch (JobFailure e) {
            if (e.isPermanent()) {
                jobs.failOrSetAside(job, e.step(), e.reason());
            } else {
                jobs.retryOrFail(job, e.step(), e.reason());
            }
            return null;
        } catch (InterruptedException e) {
            jobs.release(job.id(), job.attempt());
            throw e;
        } catch (Throwable e) {
            // An error of the virtual machine or of a library that cannot be loaded is not the job's fault either.
            LOG.warn("Job {} of {} could not be prepared for a worker", job.id(), job.subject(), e);
            String reason = "it could not be prepared for a worker";
            if (Unavailable.isBehind(e)) {
                jobs.postpone(job, job.step(), reason);
            } else {
                jobs.postponeAWhile(job, job.step(), reason);
            }
            return null;
        }
        if (jobs.keep(job.id(), job.attempt()) != LeaseAnswer.CONTINUE) {
            return null;
        }
        List<WorkerWire.Input> inputs = brief.inputs().entrySet().stream()
                .map(input -> new WorkerWire.Input(input.getKey(),
                        downloads.sign(input.getValue(), input.getKey(), Duration.ofHours(1)).toString()))
                .toList();
        List<WorkerWire.Output> outputs = brief.outputs().stream().map(output -> new WorkerWire.Output(output.name(),
                output.required(), output.maxBytes(), output.contentTypes())).toList();
        return new WorkerWire.Given(job.id(), job.attempt(), job.kind(), Model.of(job.model()).orElseThrow(),
                job.subject(), jobs.lease().toSeconds(),
                json.convertValue(brief.order(), new TypeReference<Map<String, Object>>() {
                }), inputs, outputs);
    }

    /** The job as that attempt holds it, its lease renewed; {@code CONFLICT} when it does not. */
    private Job held(UUID id, int attempt) {
        if (!isForeign(id) || jobs.keep(id, attempt) != LeaseAnswer.CONTINUE) {
            throw lost();
        }
        return jobs.state(id).map(JobState::job).filter(job -> job.attempt() == attempt)
                .orElseThrow(WorkerJobs::lost);
    }

    private boolean isForeign(UUID id) {
        return jobs.state(id).filter(state -> state.worker().startsWith(WORKERS)).isPresent();
    }

    private List<String> models(List<String> asked) {
        for (String model : asked) {
            if (!jobs.workerModels().contains(model)) {
                throw ApiException.invalid("models", "'" + model + "' is not left to workers here; "
                        + "LIKENESS_JOB_WORKER_MODELS says which are");
            }
        }
        return asked;
    }

    private List<String> kinds(@Nullable List<String> asked) {
        List<String> known = jobs.foreignKinds();
        if (asked == null || asked.isEmpty()) {
            return known;
        }
        if (!known.containsAll(asked)) {
            throw ApiException.invalid("kinds", "kinds must be some of: " + String.join(", ", known));
        }
        return asked;
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        // Half of a surrogate pair could not be stored.
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private static ApiException lost() {
        return new ApiException(CommonError.CONFLICT,
                "This attempt no longer holds the job: stop, nothing it sends counts");
    }
}
