"""What can be done: one plain function per writing operation, named as its operationId; its first line asks for permission."""
