"""What holds for visits, samples, results and what follows from them. Facts in, every reason out."""
