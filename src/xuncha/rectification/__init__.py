"""Putting it right: plan with three lists, measures, progress, evidence, extension, review, close-out, reopening."""
