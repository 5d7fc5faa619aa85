"""read: bytes of an input → pages of decoded text, with what is known of the issue."""
