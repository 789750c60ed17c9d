"""What a command does beyond one report: diff, apply, suggest, score, watch."""
