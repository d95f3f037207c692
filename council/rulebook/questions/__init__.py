"""What each question answers, a module per group; importing this package registers them all."""
