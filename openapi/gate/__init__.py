"""Compares two versions of the contract and says in sentences what would break a partner's program; the list is in ../BREAKING.md."""
