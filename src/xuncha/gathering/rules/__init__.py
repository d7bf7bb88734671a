"""What holds for what a team gathers. Facts in, reasons out."""
