"""The commands, a file each: a plain function, and ``command`` around it that reads options and prints."""
