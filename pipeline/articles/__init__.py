"""The articles stage: cleaned lines to records with final text and no annotations yet."""
