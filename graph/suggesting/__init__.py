"""What somebody could do next: whom to follow up, to reconnect with, to meet, and through which doors."""
