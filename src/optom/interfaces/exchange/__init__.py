"""Files and formats by which other programs reach us: one folder per format."""
