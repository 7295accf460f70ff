"""What keeps the service running: its database, its processes, and the state a database must be in before it is served."""
