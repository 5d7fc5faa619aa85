"""Training: from data and a config to a model's folder with a card. Needs the extra ``train``."""
