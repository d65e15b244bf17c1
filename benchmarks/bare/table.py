"""One table with three indexes, as a contact has."""

CREATE = """
    CREATE TABLE IF NOT EXISTS bare_row (
        id bigserial PRIMARY KEY, number varchar(20) NOT NULL, text varchar(300) NOT NULL,
        state varchar(20) NOT NULL, made_at timestamptz NOT NULL DEFAULT now());
    CREATE INDEX IF NOT EXISTS bare_row_number ON bare_row (number);
    CREATE INDEX IF NOT EXISTS bare_row_waiting ON bare_row (id) WHERE state = 'QUEUED';
"""
