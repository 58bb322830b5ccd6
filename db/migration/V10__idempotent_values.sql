-- An answer is a value; its status is the operation's, the same for the first and its repeats.
alter table idempotency_record drop column status;
