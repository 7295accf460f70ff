"""What both Litestar peers are run with."""
