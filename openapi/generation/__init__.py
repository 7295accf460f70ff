"""Writes from the contract what a client in Python needs to know of it: its shapes and its operations."""
