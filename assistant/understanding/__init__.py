"""What a message means: the facts it states and what its sender wants."""
