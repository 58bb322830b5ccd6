-- Clients that name nothing but their file send its hash with each heartbeat: agent_of_file() looks for it under the
-- wallet's lock, and read every artifact of the account.
create index agent_artifact_hash on agent_artifact (account_id, sha256);
