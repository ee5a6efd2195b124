"""The log under the book of honours: canonical bytes, the Merkle tree of RFC 9162, signed checkpoints. No Django here.

Words: leaf (lá), checkpoint (mốc ký), witness (bên chứng), cosignature (chữ ký chứng). The format on paper is in
docs/formats/register-log.md; a verifier that shares no line with this package is scripts/verify_register.
"""
