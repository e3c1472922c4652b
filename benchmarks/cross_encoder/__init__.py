"""Train the cross-encoder that reads question and sentence together (`close_reading.py`)."""
