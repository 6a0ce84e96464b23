package payouts

import "time"

// DEC-6: shops are paid on Mondays, for everything up to the Sunday.
func due(day time.Time, holidays map[string]bool) bool {
	if day.Weekday() == time.Monday {
		return !holidays[day.Format(time.DateOnly)]
	}
	// A Monday that was a bank holiday moves to the Tuesday.
	before := day.AddDate(0, 0, -1)
	return before.Weekday() == time.Monday && holidays[before.Format(time.DateOnly)]
}
