//! Amounts of money as the cloud estimates them.
//!
//! The cloud names no currency and sends up to five decimals; amounts are kept as whole
//! millionths, so that sums are exact.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

const UNIT: f64 = 1_000_000.0;

/// An amount, in millionths of the account's currency.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Money(i64);

impl Money {
    /// The amount nearest to `units` of the currency; nothing where that is no number.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast of a float ends at the largest amount and makes 0 of what is no number"
    )]
    pub fn of(units: f64) -> Self {
        Self((units * UNIT).round() as i64)
    }
}

impl Money {
    /// With all its decimals, two at least: `0.075`. For rates, whose last decimals count.
    pub fn rate(self) -> String {
        let whole = self.0.unsigned_abs() / 1_000_000;
        let decimals = format!("{:06}", self.0.unsigned_abs() % 1_000_000);
        let kept = decimals.trim_end_matches('0').len().max(2);
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{whole}.{}", &decimals[..kept])
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Self::add)
    }
}

/// With two decimals, rounded, and a comma between thousands: `1,234.50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = (self.0.unsigned_abs() + 5_000) / 10_000;
        let (whole, rest) = ((cents / 100).to_string(), cents % 100);
        if self.0 < 0 && cents > 0 {
            f.write_str("-")?;
        }
        for (place, digit) in whole.char_indices() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_to_the_last_decimal() {
        let sum: Money = [0.1, 0.2, 0.028_57].map(Money::of).into_iter().sum();
        assert_eq!(sum, Money::of(0.328_57));
    }

    #[test]
    fn amounts_are_shown_with_two_decimals() {
        let shown = |units: f64| Money::of(units).to_string();
        assert_eq!(shown(0.0), "0.00");
        assert_eq!(shown(7.894_9), "7.89");
        assert_eq!(shown(123.0), "123.00");
        assert_eq!(shown(999.995), "1,000.00");
        assert_eq!(shown(1_234_567.5), "1,234,567.50");
        assert_eq!(shown(-12.345), "-12.35");
        assert_eq!(shown(-0.001), "0.00");
    }

    #[test]
    fn rates_keep_their_decimals() {
        let shown = |units: f64| Money::of(units).rate();
        assert_eq!(shown(0.0), "0.00");
        assert_eq!(shown(1.65), "1.65");
        assert_eq!(shown(0.075), "0.075");
        assert_eq!(shown(-1_000.000_001), "-1000.000001");
    }

    #[test]
    fn what_is_no_amount_is_bounded() {
        assert_eq!(Money::of(f64::NAN), Money::default());
        let most = Money::of(f64::INFINITY);
        assert_eq!(most + most, most);
    }
}
