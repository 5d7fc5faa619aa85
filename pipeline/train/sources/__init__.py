"""Labelled text in the formats that it comes in, as examples; each module reads one format."""
