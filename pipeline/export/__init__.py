"""export: the records of a run in the formats of other tools; a module for each format."""
