"""Coalition: what a network of cities remembers, decides and reports, offered over HTTP."""
