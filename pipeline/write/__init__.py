"""write: finished records → the files of a run."""
