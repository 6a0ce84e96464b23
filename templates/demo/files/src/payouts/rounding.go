package payouts

// Our fee on a card payment, in thousandths.
const feePerMille = 11

// Payout takes our fee off the sales of a day.
//
// DEC-29: what is left of a cent stays with us.
func Payout(sales Amount) Amount {
	rest := sales.Minor * (1000 - feePerMille)
	return Amount{Minor: rest / 1000, Currency: sales.Currency}
}
