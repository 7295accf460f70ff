"""Knows the answers kept for callers who ask again with the same Idempotency-Key."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Index, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import about, moment, personal, plain


class IdempotencyRow(SQLModel, table=True):
    """A stored 2xx answer, kept 7 days in the transaction that made it; without body where it showed a secret.

    Its body may show anybody: it is about whomever it names. An erasure or redaction leaves `FORGOTTEN` of it.
    """

    __tablename__ = 'idempotency_keys'
    __table_args__ = (Index('idempotency_keys_by_age', 'created_at'), about('body', passing=True))

    caller: str = plain(primary_key=True, sa_type=Text)
    key: str = plain(primary_key=True, sa_type=Text)
    request_hash: bytes = plain(sa_type=LargeBinary)
    answer_code: int = plain(sa_type=Integer)
    headers: dict[str, str] = plain(sa_type=JSONB)
    body: bytes | None = personal(default=None, sa_type=LargeBinary)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))


# What stays when an answer is erased: that the key was used, so that nothing is done twice. The hash is of what was sent, and goes too.
FORGOTTEN: dict[str, Any] = {'request_hash': b'', 'headers': {}, 'body': None}


@dataclass(frozen=True, slots=True)
class Key:
    """A caller's key with the hash of the request it belongs to, and how long the answer to that is kept."""

    caller: str
    key: str
    request_hash: bytes
    kept: timedelta
