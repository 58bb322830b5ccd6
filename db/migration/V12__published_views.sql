-- What a package lets others ask of its tables inside their own statements, so that one answer can be one statement.

-- account's: secrets that open doors.
create view living_secret as
    select account_id, secret_hash from api_secret where deleted_at is null;

-- job's: what nobody is at. The first condition is the index's (job_subject).
create view waiting_job as
    select account_id, subject, model from job
    where status in ('queued', 'leased') and (status = 'queued' or lease_until < clock_timestamp());
