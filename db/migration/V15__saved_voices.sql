-- Voices that an account has given a name (CONTRACT 8): one of the ten, and what is changed about it.
create table saved_voice (
    account_id    uuid             not null references account (account_id) on delete cascade,
    voice_id      uuid             not null,
    name          text             not null,
    base_voice    text             not null,
    pitch_ratio   double precision not null,
    rate_ratio    double precision not null,
    brightness_hz double precision not null,
    source        text             not null check (source in ('axes', 'sample')),
    created_at    timestamptz      not null,
    primary key (account_id, voice_id)
);
