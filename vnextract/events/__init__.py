"""Public acts: trigger, agent, place, time, status."""
