"""What runs by itself. Plain psycopg and the standard library: neither the framework nor the tables are loaded here."""
