// Package payouts pays shops what their customers paid by card.
package payouts

import "fmt"

// Amount is an amount of money.
type Amount struct {
	Cents int64
}

// Add adds two amounts.
func (a Amount) Add(b Amount) Amount {
	return Amount{Cents: a.Cents + b.Cents}
}

func (a Amount) String() string {
	return fmt.Sprintf("%d.%02d EUR", a.Cents/100, a.Cents%100)
}
