"""What outlives the machine: one file that holds all records of one moment, and the way back from it."""
