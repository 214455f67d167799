"""Keys kept under another key: what lies in the database is worth nothing without the house's secret."""

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap


def wrap(key: bytes, secret: bytes) -> bytes:
    """*key* wrapped (RFC 3394, AES-256) under a key that is derived from *secret* (RFC 5869)."""
    return aes_key_wrap(_wrapping_key(secret), key)


def unwrap(wrapped: bytes, secret: bytes) -> bytes | None:
    """The key inside, or None if *secret* is not the one it was wrapped under, or a byte of it has changed."""
    try:
        return aes_key_unwrap(_wrapping_key(secret), wrapped)
    except InvalidUnwrap:
        return None


@lru_cache(maxsize=4)
def _wrapping_key(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"fanfare: keys of pulses").derive(secret)
