"""What is offered over HTTP: one module per resource; a write calls exactly one operation, a read is one query."""
