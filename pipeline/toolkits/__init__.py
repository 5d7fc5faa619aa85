"""Stages by other toolkits: any spaCy pipeline or HanLP model finds the entities, HanLP's rules the sentences."""
